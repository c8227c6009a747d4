import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

const prefix = "cdknix-slow-";

/**
 * A directory that the test files of one run share, so that an image is built only once. jest runs them sequentially in one
 * process with separate modules, so only the process is shared. There is no event for the end of a run, so each run removes
 * the directories of earlier ones.
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
    // It runs as another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
