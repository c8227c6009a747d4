import { realpathSync, statSync, type BigIntStats } from "node:fs";
import { systemErrorCode, systemFailure } from "../system-error";
import { readBlockDevices, type BlockDevice } from "./block-device";
import { deviceMissing, deviceNotWritable } from "./errors";

/** What a target can be; an image goes onto a removable disk unless something else is said. */
export const targetKinds = ["removable", "fixed", "partition", "file"] as const;
export type TargetKind = (typeof targetKinds)[number];

/** What an image is to be written to. */
export interface FlashTarget {
  /** Absolute, without links. */
  readonly path: string;
  readonly kind: TargetKind;
  /** In bytes. */
  readonly size: number;
  /** Device number, by which it is known again when it is opened; that of a file is 0. */
  readonly device: bigint;
  /** What the kernel knows of it; undefined for a file. */
  readonly facts: BlockDevice | undefined;
}

/**
 * Looks at what an image is to be written to.
 * @throws a failure when there is no such thing, or nothing that an image could ever be written to.
 */
export async function readFlashTarget(given: string): Promise<FlashTarget> {
  const { path, stat } = lookAt(given);
  if (stat.isFile()) return { path, kind: "file", size: Number(stat.size), device: stat.rdev, facts: undefined };
  if (!stat.isBlockDevice()) throw deviceNotWritable(path, stat.isDirectory() ? "a directory" : "no block device");
  const [facts] = await readBlockDevices(path);
  if (facts === undefined) throw deviceMissing(path);
  const kind = kindOf(facts);
  if (kind === undefined) throw deviceNotWritable(path, `of the type ${facts.type}`);
  return { path, kind, size: facts.size, device: stat.rdev, facts };
}

function lookAt(given: string): { readonly path: string; readonly stat: BigIntStats } {
  try {
    const path = realpathSync(given);
    return { path, stat: statSync(path, { bigint: true }) };
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ENXIO"].includes(systemErrorCode(error) ?? "")) throw deviceMissing(given);
    throw systemFailure(error, `look at ${given}`) ?? error;
  }
}

/** A volume, an array or an optical drive is none of them. */
function kindOf({ type, isRemovable }: BlockDevice): TargetKind | undefined {
  if (type === "part") return "partition";
  if (type !== "disk" && type !== "loop") return undefined;
  return isRemovable ? "removable" : "fixed";
}

/** Whether a disk is one that people carry images on: removable, and no virtual device. */
export function isCandidate(device: BlockDevice): boolean {
  return device.type === "disk" && device.isRemovable && device.size > 0;
}
