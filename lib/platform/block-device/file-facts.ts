import { open, type FileHandle } from "node:fs/promises";
import { fileUsers } from "./file-users";

/**
 * The contents of a file as far as writing an image to it matters. `new`: it does not exist yet. `blank`: empty or zeros.
 * `image`: an ISO 9660 file system or a disk with a partition table. `data`: anything else.
 */
export type FileContent = "new" | "blank" | "image" | "data";

/** A regular file to write an image to. */
export interface FileFacts {
  readonly content: FileContent;
  /** Programs that have the file open, and loop devices on it. */
  readonly users: readonly string[];
  /** Whether it is part of a Nix store, whose files are immutable. */
  readonly isStorePath: boolean;
}

/** A file that will be created. */
export const newFile: FileFacts = { content: "new", users: [], isStorePath: false };

/** Inspects a regular file. @throws the error of the file system if it cannot be read. */
export async function readFileFacts(path: string, size: number): Promise<FileFacts> {
  const handle = await open(path, "r");
  try {
    const content = (await isImage(handle)) ? "image" : (await isZero(handle, size)) ? "blank" : "data";
    return { content, users: fileUsers(path, process.pid), isStorePath: path.includes("/nix/store/") };
  } finally {
    await handle.close();
  }
}

/** Sources: ECMA-119, 8.4 (volume descriptors); UEFI Specification 2.10, section 5.2.1 (the legacy master boot record). */
async function isImage(handle: FileHandle): Promise<boolean> {
  const descriptor = await read(handle, 16 * 2048, 6);
  const signature = await read(handle, 510, 2);
  return descriptor.toString("latin1") === "\u0001CD001" || signature.toString("latin1") === "\u0055\u00aa";
}

const blockSize = 4 << 20;

async function isZero(handle: FileHandle, size: number): Promise<boolean> {
  const zeros = Buffer.alloc(Math.min(blockSize, size));
  for (let position = 0; position < size; position += blockSize) {
    const block = await read(handle, position, Math.min(blockSize, size - position));
    if (!block.equals(zeros.subarray(0, block.length))) return false;
  }
  return true;
}

async function read(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
