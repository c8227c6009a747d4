import { existsSync } from "node:fs";
import { tmpdir } from "node:os";

/** File system in memory of Linux. */
const memory = "/dev/shm";

/**
 * Where all peers write: in memory where the system offers that, since the time that a disk takes to make files is the
 * disk's, not the program's, and differs from run to run.
 */
export function outputParent(): string {
  return existsSync(memory) ? memory : tmpdir();
}
