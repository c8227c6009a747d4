import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

/**
 * A directory that the test files of one run share, so that an image is built once for all of them. jest runs them one
 * after the other in one process but gives each its own modules; the process is all that they have in common.
 */
export function runDirectory(): string {
  const directory = path.join(tmpdir(), `cdknix-slow-${String(process.pid)}`);
  mkdirSync(directory, { recursive: true });
  process.once("exit", () => {
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}
