import { lstatSync, realpathSync, statSync, type BigIntStats } from "node:fs";
import * as nodePath from "node:path";
import { systemErrorCode, systemFailure } from "../system-error";
import { diskSequence, readBlockDevices, type BlockDevice } from "./block-device";
import { deviceMissing, deviceNotWritable, fileNotCreated } from "./errors";
import { newFile, readFileFacts, type FileFacts } from "./file-facts";
import type { TargetKind } from "./target-kinds";

/** The target of an image. */
export interface FlashTarget {
  /** Absolute path without symbolic links. */
  readonly path: string;
  readonly kind: TargetKind;
  /** Size in bytes. */
  readonly size: number;
  /** Device number, to recognize the device when it is opened; 0 for a file. */
  readonly device: bigint;
  /** The {@link diskSequence} of the device; undefined for a file. */
  readonly sequence: string | undefined;
  /** The kernel's data about the device; undefined for a file. */
  readonly facts: BlockDevice | undefined;
  /** Undefined for a device. */
  readonly file: FileFacts | undefined;
}

/**
 * Inspects a target. If the expected kind is a file, it need not exist.
 * @throws a failure if it can never hold an image.
 */
export async function readFlashTarget(given: string, expected: TargetKind): Promise<FlashTarget> {
  const found = lookAt(given);
  if (found === undefined) return fileToCreate(given, expected);
  const { path, stat } = found;
  if (stat.isFile()) return existingFile(path, stat);
  if (!stat.isBlockDevice()) throw deviceNotWritable(path, typeOf(stat), expected === "file");
  const [facts] = await readBlockDevices(path);
  if (facts === undefined) throw deviceMissing(path);
  const kind = kindOf(facts);
  if (kind === undefined) throw deviceNotWritable(path, `a device of type ${facts.type}, not a disk`, false);
  const sequence = diskSequence(facts.number);
  return { path, kind, size: facts.size, device: stat.rdev, sequence, facts, file: undefined };
}

async function existingFile(path: string, stat: BigIntStats): Promise<FlashTarget> {
  const size = Number(stat.size);
  try {
    const file = await readFileFacts(path, size);
    return { path, kind: "file", size, device: stat.rdev, sequence: undefined, facts: undefined, file };
  } catch (error) {
    throw systemFailure(error, `read ${path}`) ?? error;
  }
}

/** A file in `/dev` would look like a written device, and a link may point to anything. */
function fileToCreate(given: string, expected: TargetKind): FlashTarget {
  if (expected !== "file") throw deviceMissing(given);
  if (lstatSync(given, { throwIfNoEntry: false }) !== undefined) throw fileNotCreated(given, "it is a broken link");
  const directory = lookAt(nodePath.dirname(given));
  if (directory === undefined) throw fileNotCreated(given, `${nodePath.dirname(given)} does not exist`);
  const path = nodePath.join(directory.path, nodePath.basename(given));
  if (/^\/dev(?:\/|$)/.test(directory.path)) throw deviceMissing(given);
  return { path, kind: "file", size: 0, device: 0n, sequence: undefined, facts: undefined, file: newFile };
}

function typeOf(stat: BigIntStats): string {
  if (stat.isDirectory()) return "a directory";
  if (stat.isCharacterDevice()) return "a character device, not a disk";
  if (stat.isFIFO()) return "a named pipe";
  return stat.isSocket() ? "a socket" : "not a block device";
}

function lookAt(given: string): { readonly path: string; readonly stat: BigIntStats } | undefined {
  try {
    const path = realpathSync(given);
    return { path, stat: statSync(path, { bigint: true }) };
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ENXIO"].includes(systemErrorCode(error) ?? "")) return undefined;
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
