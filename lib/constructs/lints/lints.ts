import { cacheWithoutKey } from "./cache-without-key";
import { documentationNotForced } from "./documentation-not-forced";
import { fileSystemsDropped } from "./file-systems-dropped";
import { filesystemsOnlyAdded } from "./filesystems-only-added";
import { flakeSettingWithoutFlakes } from "./flake-setting-without-flakes";
import { gitPackageWithoutEnable } from "./git-package-without-enable";
import { kernelParameterToram } from "./kernel-parameter-toram";
import { kernelParametersForced } from "./kernel-parameters-forced";
import { keyMapEn } from "./key-map-en";
import type { Lint } from "./lint";
import { networkManagerWithWireless } from "./networkmanager-with-wireless";
import { optionOnRelease } from "./option-on-release";
import { packageOnRelease } from "./package-on-release";
import { systemdStage1OnRelease } from "./systemd-stage-1-on-release";
import { volumeIdCharacters } from "./volume-id-characters";
import { zfsKernel } from "./zfs-kernel";

/** Every lint, in the order of the alphabet. Each has a page in docs/lints. */
export const lints: readonly Lint[] = [
  cacheWithoutKey,
  documentationNotForced,
  fileSystemsDropped,
  filesystemsOnlyAdded,
  flakeSettingWithoutFlakes,
  gitPackageWithoutEnable,
  kernelParameterToram,
  kernelParametersForced,
  keyMapEn,
  networkManagerWithWireless,
  optionOnRelease,
  packageOnRelease,
  systemdStage1OnRelease,
  volumeIdCharacters,
  zfsKernel,
];
