import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

const prefix = "cdknix-slow-";

/**
 * A directory that the test files of one run share, so that an image is built once for all of them. jest runs them one
 * after the other in one process but gives each its own modules; the process is all that they have in common. Nobody
 * is told when the run ends, so each run removes what earlier ones left.
 */
export function runDirectory(): string {
  const directory = path.join(tmpdir(), `${prefix}${String(process.pid)}`);
  if (existsSync(directory)) return directory;
  for (const name of readdirSync(tmpdir()).filter((found) => found.startsWith(prefix))) {
    if (!runs(Number(name.slice(prefix.length)))) rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
  }
  mkdirSync(directory);
  return directory;
}

function runs(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // It runs and is another user's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
