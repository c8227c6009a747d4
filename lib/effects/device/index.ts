export { readBlockDevices, type BlockDevice } from "./block-device";
export { readDiskBoot, type DiskBoot } from "./boot-sector";
export { deviceRefused } from "./errors";
export { isCandidate, readFlashTarget, targetKinds, type FlashTarget, type TargetKind } from "./flash-target";
export { mountsOf, refusalsOf, type Permissions } from "./refusals";
export { unmountDevice } from "./unmount";
export { openTarget, rereadPartitions, verifyImage, writeImage, type Image } from "./write-image";
