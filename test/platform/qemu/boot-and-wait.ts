import { readFileSync } from "node:fs";
import { QemuProcess } from "../../../lib/platform/qemu/process/qemu-process";

/** Boots an image, prints the process ID of QEMU, and waits to be killed. */
async function main(iso: string): Promise<void> {
  const qemu = await QemuProcess.start({ iso, firmware: "bios", memory: 256 });
  process.stdout.write(readFileSync(`${qemu.directory}/pid`, "utf8"));
  await qemu.ended;
}

void main(process.argv[2] ?? "");
