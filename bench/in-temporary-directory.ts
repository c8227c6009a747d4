import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

/** Runs a measurement in a directory that is removed at the end. An error is printed without its stack. */
export async function inTemporaryDirectory(
  name: string,
  measure: (directory: string) => void | Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), `cdknix-bench-${name}-`));
  try {
    await measure(directory);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
