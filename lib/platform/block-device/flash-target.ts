import { realpathSync, statSync, type BigIntStats } from "node:fs";
import { systemErrorCode, systemFailure } from "../system-error";
import { readBlockDevices, type BlockDevice } from "./block-device";
import { deviceMissing, deviceNotWritable } from "./errors";

/** Kinds of targets. By default, images are written to removable disks only. */
export const targetKinds = ["removable", "fixed", "partition", "file"] as const;
export type TargetKind = (typeof targetKinds)[number];

/** The target of an image. */
export interface FlashTarget {
  /** Absolute path without symbolic links. */
  readonly path: string;
  readonly kind: TargetKind;
  /** Size in bytes. */
  readonly size: number;
  /** Device number, to recognize the device when it is opened; 0 for a file. */
  readonly device: bigint;
  /** The kernel's data about the device; undefined for a file. */
  readonly facts: BlockDevice | undefined;
}

/**
 * Inspects a target.
 * @throws a failure if it does not exist or can never hold an image.
 */
export async function readFlashTarget(given: string): Promise<FlashTarget> {
  const { path, stat } = lookAt(given);
  if (stat.isFile()) return { path, kind: "file", size: Number(stat.size), device: stat.rdev, facts: undefined };
  if (!stat.isBlockDevice()) throw deviceNotWritable(path, stat.isDirectory() ? "a directory" : "not a block device");
  const [facts] = await readBlockDevices(path);
  if (facts === undefined) throw deviceMissing(path);
  const kind = kindOf(facts);
  if (kind === undefined) throw deviceNotWritable(path, `a device of type ${facts.type}, not a disk`);
  return { path, kind, size: facts.size, device: stat.rdev, facts };
}

function lookAt(given: string): { readonly path: string; readonly stat: BigIntStats } {
  try {
    const path = realpathSync(given);
    return { path, stat: statSync(path, { bigint: true }) };
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ENXIO"].includes(systemErrorCode(error) ?? "")) throw deviceMissing(given);
    throw systemFailure(error, `inspect ${given}`) ?? error;
  }
}

/** Volumes, arrays, and optical drives have no kind. */
function kindOf({ type, isRemovable }: BlockDevice): TargetKind | undefined {
  if (type === "part") return "partition";
  if (type !== "disk" && type !== "loop") return undefined;
  return isRemovable ? "removable" : "fixed";
}

/** Whether a disk is likely meant for images: removable and not virtual. */
export function isCandidate(device: BlockDevice): boolean {
  return device.type === "disk" && device.isRemovable && device.size > 0;
}
