import type { Issue, ModuleModel, Release } from "../../model";
import { releaseFacts } from "../core";
import { bootMenuCharacters } from "./rules/boot-menu-characters";
import { cacheWithoutKey } from "./rules/cache-without-key";
import { calamaresTools } from "./rules/calamares-tools";
import { documentationNotForced } from "./rules/documentation-not-forced";
import { fileSystemsDropped } from "./rules/file-systems-dropped";
import { filesystemsOnlyAdded } from "./rules/filesystems-only-added";
import { flakeSettingWithoutFlakes } from "./rules/flake-setting-without-flakes";
import { gitPackageWithoutEnable } from "./rules/git-package-without-enable";
import { HostDefinitions, OptionTree } from "./host-definitions";
import { imageNameIgnored } from "./rules/image-name-ignored";
import { kernelParameterToram } from "./rules/kernel-parameter-toram";
import { kernelParametersForced } from "./rules/kernel-parameters-forced";
import { keyMapEn } from "./rules/key-map-en";
import type { Lint } from "./lint";
import { mdadmConfWithoutRaid } from "./rules/mdadm-conf-without-raid";
import { networkManagerWithWireless } from "./rules/networkmanager-with-wireless";
import { optionOnRelease } from "./rules/option-on-release";
import { packageOnRelease } from "./rules/package-on-release";
import { profileSetting } from "./rules/profile-setting";
import { systemdStage1OnRelease } from "./rules/systemd-stage-1-on-release";
import { volumeIdCharacters } from "./rules/volume-id-characters";
import { zfsKernel } from "./rules/zfs-kernel";

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
