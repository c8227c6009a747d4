/** Formats a duration. */
export function secondsText(seconds: number): string {
  const whole = Math.floor(seconds);
  if (whole < 10) return `${seconds.toFixed(1)} s`;
  if (whole < 60) return `${String(whole)} s`;
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  if (hours > 0) return `${String(hours)} h ${String(minutes).padStart(2, "0")} min`;
  return `${String(minutes)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** Formats a size in megabytes. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Formats a size that may be small. */
export function sizeText(bytes: number): string {
  return bytes < 1e3 ? `${String(bytes)} B` : bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : megabytes(bytes);
}

/** Formats a difference between sizes, which may be small or negative. */
export function differenceText(bytes: number): string {
  return bytes < 0 ? `-${sizeText(-bytes)}` : sizeText(bytes);
}

/** Formats the size of a device: in gigabytes from 1 GB. */
export function bytesText(bytes: number): string {
  return bytes < 1e9 ? megabytes(bytes) : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** Formats rows of cells as lines. Each column is as wide as its widest cell. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
