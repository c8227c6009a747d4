import { closeSync, openSync, writeSync } from "node:fs";

/**
 * Creates a text file, in UTF-8. The same as `writeFileSync` with the flag `wx`, which takes half as long again, because it copies
 * the text.
 * @throws a system error if the file exists, or cannot be written
 */
export function createFileSync(file: string, text: string, mode: number): void {
  const descriptor = openSync(file, "wx", mode);
  try {
    const written = writeSync(descriptor, text);
    if (written < Buffer.byteLength(text)) writeRest(descriptor, Buffer.from(text).subarray(written));
  } finally {
    closeSync(descriptor);
  }
}

/** The system may write a part of a file at a time. */
function writeRest(descriptor: number, rest: Uint8Array): void {
  for (let left = rest; left.length > 0;) left = left.subarray(writeSync(descriptor, left));
}
