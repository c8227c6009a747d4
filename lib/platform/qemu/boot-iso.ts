import { accessSync, constants } from "node:fs";
import * as path from "node:path";
import { boot } from "./boot";
import type { BootOptions } from "./boot-options";
import { isoUnreadable } from "./errors";
import type { VirtualMachine } from "./virtual-machine";

/**
 * Boots an ISO in QEMU and, if `ssh` is given, waits until login is possible.
 *
 * ```ts
 * const machine = await bootIso({ iso, firmware: "uefi", medium: "usb", ssh: { identity } });
 * try {
 *   expect(await machine.ssh("systemctl is-system-running")).toMatchObject({ stdout: "running\n" });
 * } finally {
 *   await machine.dispose();
 * }
 * ```
 *
 * @throws {@link VirtualMachineError} if a program is missing, QEMU ends, or login fails; nothing is left running
 * @beta
 */
export async function bootIso(options: BootOptions): Promise<VirtualMachine> {
  const iso = path.resolve(options.iso);
  requireReadable(iso);
  return boot({ ...options, iso });
}

function requireReadable(iso: string): void {
  try {
    accessSync(iso, constants.R_OK);
  } catch (error) {
    throw isoUnreadable(iso, error as Error);
  }
}
