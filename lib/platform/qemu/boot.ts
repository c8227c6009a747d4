import type { StartOptions } from "./boot-options";
import { findProgram } from "./process/find-program";
import { QemuProcess } from "./process/qemu-process";
import { RunningMachine } from "./running-machine";
import { waitForSsh } from "./ssh/wait-for-ssh";
import type { VirtualMachine } from "./virtual-machine";

/**
 * Starts a machine and, if `ssh` is given, waits until login is possible.
 * @param whileBooting called when the machine runs, before it has booted
 */
export async function boot(
  options: StartOptions,
  whileBooting: (machine: VirtualMachine) => void = () => undefined,
): Promise<VirtualMachine> {
  if (options.ssh !== undefined) findProgram("ssh", "openssh");
  const powerOn = performance.now();
  const qemu = await QemuProcess.start(options);
  try {
    const machine = await RunningMachine.on(qemu, options);
    whileBooting(machine);
    if (options.ssh !== undefined) {
      await waitForSsh(machine, { timeout: options.bootTimeout, artifacts: options.artifacts });
      machine.secondsToSsh = (performance.now() - powerOn) / 1000;
    }
    return machine;
  } catch (error) {
    await qemu.dispose();
    throw error;
  }
}
