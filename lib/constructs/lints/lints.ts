import type { Issue, ModuleModel, Release } from "../../model";
import { releaseFacts } from "../core";
import { bootMenuCharacters } from "./boot-menu-characters";
import { cacheWithoutKey } from "./cache-without-key";
import { calamaresTools } from "./calamares-tools";
import { documentationNotForced } from "./documentation-not-forced";
import { fileSystemsDropped } from "./file-systems-dropped";
import { filesystemsOnlyAdded } from "./filesystems-only-added";
import { flakeSettingWithoutFlakes } from "./flake-setting-without-flakes";
import { gitPackageWithoutEnable } from "./git-package-without-enable";
import { HostDefinitions, OptionTree } from "./host-definitions";
import { imageNameIgnored } from "./image-name-ignored";
import { kernelParameterToram } from "./kernel-parameter-toram";
import { kernelParametersForced } from "./kernel-parameters-forced";
import { keyMapEn } from "./key-map-en";
import type { Lint } from "./lint";
import { mdadmConfWithoutRaid } from "./mdadm-conf-without-raid";
import { networkManagerWithWireless } from "./networkmanager-with-wireless";
import { optionOnRelease } from "./option-on-release";
import { packageOnRelease } from "./package-on-release";
import { profileSetting } from "./profile-setting";
import { systemdStage1OnRelease } from "./systemd-stage-1-on-release";
import { volumeIdCharacters } from "./volume-id-characters";
import { zfsKernel } from "./zfs-kernel";

/** All lints, in alphabetical order. Each has a page in docs/lints. */
export const lints: readonly Lint[] = [
  bootMenuCharacters,
  cacheWithoutKey,
  calamaresTools,
  documentationNotForced,
  fileSystemsDropped,
  filesystemsOnlyAdded,
  flakeSettingWithoutFlakes,
  gitPackageWithoutEnable,
  imageNameIgnored,
  kernelParameterToram,
  kernelParametersForced,
  keyMapEn,
  mdadmConfWithoutRaid,
  networkManagerWithWireless,
  optionOnRelease,
  packageOnRelease,
  profileSetting,
  systemdStage1OnRelease,
  volumeIdCharacters,
  zfsKernel,
];

const options = new OptionTree(lints.flatMap((lint) => lint.options));

/** Runs all lints on a host. */
export function lintIssues(modules: readonly ModuleModel[], release: Release): readonly Issue[] {
  const host = new HostDefinitions(modules, options, release, releaseFacts(release));
  return lints.flatMap((lint) =>
    lint.check(host).map(({ module, severity, message, value, reason, fix }): Issue => ({
      severity: severity ?? lint.severity,
      code: lint.code,
      constructPath: module.constructPath,
      message,
      ...(value === undefined ? {} : { value }),
      reason,
      fix,
      ...(module.source === undefined ? {} : { source: module.source }),
      documentation: `lints/${lint.code}`,
    })),
  );
}
