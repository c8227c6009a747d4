import { boot } from "./boot";
import type { DiskBootOptions } from "./boot-options";
import { answerPassphrasePrompts } from "./console/passphrase-prompts";
import type { VirtualMachine } from "./virtual-machine";

/**
 * Boots an installed system from its disks in QEMU, without a medium, and, if `ssh` is given, waits until login is possible.
 *
 * ```ts
 * const machine = await bootDisk({ disks: [{ file: "web-1.img", serial: "WD-1234" }], ssh: { identity } });
 * ```
 *
 * @throws {@link VirtualMachineError} if a program is missing, QEMU ends, or login fails; nothing is left running
 * @beta
 */
export async function bootDisk(options: DiskBootOptions): Promise<VirtualMachine> {
  const { passphrase, ...rest } = options;
  return boot(rest, ({ console }) => {
    if (passphrase !== undefined) answerPassphrasePrompts(console, passphrase);
  });
}
