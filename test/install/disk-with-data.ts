import { truncateSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { run } from "../build/run";

/** A disk with an ext4 file system that has a label, without a partition table, as a camera or a person would make it. */
export async function writeDiskWithData(file: string, size: number): Promise<void> {
  writeFileSync(file, "");
  truncateSync(file, size);
  await run(["/sbin/mkfs.ext4", "-q", "-F", "-L", "photos", file], { cwd: path.dirname(file) });
}
