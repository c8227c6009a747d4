/** Kinds of targets. By default, images are written to removable disks only. */
export const targetKinds = ["removable", "fixed", "partition", "file"] as const;

/** A kind of target. */
export type TargetKind = (typeof targetKinds)[number];
