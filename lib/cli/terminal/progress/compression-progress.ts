/** How far the compression of an image's file system is. */
export interface CompressionProgress {
  readonly percent: number;
  /** Size of the result so far. */
  readonly bytes: number;
}

/** Reads a line of the builder of the offline base (`embedded/build/progress.pl`); undefined for any other line. */
export function compressionProgress(line: string): CompressionProgress | undefined {
  const [, percent, bytes] = /^compressing: (\d+)%, (\d+) bytes written$/.exec(line) ?? [];
  return percent === undefined ? undefined : { percent: Number(percent), bytes: Number(bytes) };
}
