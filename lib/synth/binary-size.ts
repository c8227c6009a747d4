/** A size in units of 1024 bytes and their powers, for what is compared with sizes that are written so. */
export function binarySize(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} ${bytes === 1 ? "byte" : "bytes"}`;
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
  return `${(bytes / 1024 ** power).toFixed(1)} ${units[power - 1] ?? ""}`;
}

const units = ["KiB", "MiB", "GiB", "TiB"];
