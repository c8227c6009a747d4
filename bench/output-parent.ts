import { existsSync } from "node:fs";
import { tmpdir } from "node:os";

/** In-memory file system on Linux. */
const memory = "/dev/shm";

/**
 * Returns the directory that all peers write to. It is in memory if possible, because the time that a disk takes to
 * create files does not depend on the program, and differs from run to run.
 */
export function outputParent(): string {
  return existsSync(memory) ? memory : tmpdir();
}
