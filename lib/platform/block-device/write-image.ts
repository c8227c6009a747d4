import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { isFailure } from "../failure";
import { applyPatch, type Patch } from "../files/patch";
import { interruption } from "../process/interruption";
import { runProcess } from "../process/run-process";
import { diskSequence } from "./block-device";
import {
  cacheNotDropped,
  deviceChanged,
  deviceDiffers,
  deviceHalfWritten,
  deviceNotOpened,
  deviceNotRead,
  fileNotOpened,
  fileNotWritten,
  isoDamaged,
} from "./errors";
import type { FlashTarget } from "./flash-target";

/** An image to write. */
export interface Image {
  /** Absolute path. */
  readonly iso: string;
  /** Size in bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Bytes that are written instead of those of the file; undefined for none. */
  readonly patch?: Patch | undefined;
}

/** Receives the number of bytes written or read so far. */
export type OnBytes = (done: number) => void;

/** The erase block size of flash memory, or a multiple of it. */
const blockSize = 4 << 20;

/** Syncs this often so that progress reflects the device and not the page cache. */
const blocksPerSync = 8;

/**
 * Opens a target for exclusive writing. The kernel refuses if the device, or anything on it, is mounted or in use.
 * Source: open(2), `O_EXCL` without `O_CREAT`.
 * @param isPrivate whether a file is made readable for its owner only. Default: false
 * @throws a failure with the reason if it cannot be opened.
 */
export async function openTarget(target: FlashTarget, isPrivate = false): Promise<FileHandle> {
  const { path, facts, device, sequence, file } = target;
  const isNew = file?.content === "new";
  const exclusive = (facts === undefined ? 0 : constants.O_EXCL) | (isNew ? constants.O_CREAT | constants.O_EXCL : 0);
  const handle = await open(path, constants.O_RDWR | exclusive, isPrivate ? 0o600 : 0o666).catch((error: unknown) => {
    throw facts === undefined ? fileNotOpened(path, error) : deviceNotOpened(path, error);
  });
  const opened = await handle.stat({ bigint: true });
  // The next device in the same port often has the same name and number.
  const isSame =
    opened.rdev === device &&
    opened.isBlockDevice() === (facts !== undefined) &&
    (facts === undefined || diskSequence(facts.number) === sequence);
  if (isSame) {
    if (isPrivate && facts === undefined) await handle.chmod(0o600);
    return handle;
  }
  await handle.close();
  throw deviceChanged(path);
}

/**
 * Writes an image to the beginning of a target and syncs it to the device.
 * @returns the SHA-256 of what was written, hexadecimal: that of the image, unless it has a patch
 * @throws a failure if the device fails, the user interrupts, or the ISO has changed since it was built.
 */
export async function writeImage(
  handle: FileHandle,
  { path, file }: FlashTarget,
  image: Image,
  onBytes: OnBytes,
): Promise<string> {
  const { patch } = image;
  const [hash, patchedHash] = [createHash("sha256"), createHash("sha256")];
  const source = await open(image.iso, constants.O_RDONLY);
  let done = 0;
  try {
    for await (const block of blocksOf(source, image.size)) {
      hash.update(block);
      if (patch !== undefined) {
        applyPatch(block, done, patch);
        patchedHash.update(block);
      }
      await writeWhole(handle, block, done);
      done += block.length;
      if (done % (blockSize * blocksPerSync) === 0) await handle.datasync();
      onBytes(done);
    }
    await handle.sync();
  } catch (error) {
    const cause = interruption.aborted ? undefined : error;
    throw file?.content === "new"
      ? fileNotWritten(path, done, image.size, cause)
      : deviceHalfWritten(path, done, image.size, cause);
  } finally {
    await source.close();
  }
  const written = hash.digest("hex");
  if (written !== image.sha256) throw isoDamaged(image.iso, image.sha256, written);
  return patch === undefined ? written : patchedHash.digest("hex");
}

/**
 * Reads an image back from the device and compares its checksum.
 * @throws a failure if it differs or cannot be read.
 */
export async function verifyImage(
  handle: FileHandle,
  { path, facts }: FlashTarget,
  image: Pick<Image, "size" | "sha256">,
  onBytes: OnBytes,
): Promise<void> {
  const hash = createHash("sha256");
  let done = 0;
  try {
    if (facts !== undefined) await dropCache(path);
    for await (const block of blocksOf(handle, image.size)) {
      hash.update(block);
      done += block.length;
      onBytes(done);
    }
  } catch (error) {
    if (isFailure(error) && !interruption.aborted) throw error;
    throw deviceNotRead(path, interruption.aborted ? undefined : error);
  }
  const found = hash.digest("hex");
  if (found !== image.sha256) throw deviceDiffers(path, image.sha256, found);
}

/** Drops the kernel's cache of a device (`BLKFLSBUF`), so that reads come from the device. */
async function dropCache(path: string): Promise<void> {
  const run = await runProcess({ argv: ["blockdev", "--flushbufs", path], cwd: "/" });
  if (run.exitCode !== 0) throw cacheNotDropped(path, run);
}

/** Makes the kernel reread the partition table. If it cannot, plugging the device in again has the same effect. */
export async function rereadPartitions({ path, facts }: FlashTarget): Promise<void> {
  if (facts !== undefined) await runProcess({ argv: ["blockdev", "--rereadpt", path], cwd: "/" });
}

/** Yields the first `size` bytes of a file block by block; each block reuses the memory of the previous one. */
async function* blocksOf(handle: FileHandle, size: number): AsyncGenerator<Buffer> {
  const memory = Buffer.allocUnsafeSlow(Math.min(blockSize, size));
  for (let position = 0; position < size;) {
    interruption.throwIfAborted();
    const length = Math.min(memory.length, size - position);
    const { bytesRead } = await handle.read(memory, 0, length, position);
    if (bytesRead === 0) throw new Error(`unexpected end of file after ${String(position)} bytes`);
    yield memory.subarray(0, bytesRead);
    position += bytesRead;
  }
}

async function writeWhole(handle: FileHandle, block: Buffer, position: number): Promise<void> {
  for (let written = 0; written < block.length;) {
    const { bytesWritten } = await handle.write(block, written, block.length - written, position + written);
    written += bytesWritten;
  }
}
