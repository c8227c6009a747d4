import * as path from "node:path";
import { z } from "zod";
import type { Acceleration, SshAccount, StartOptions } from "./boot-options";
import { keysFor } from "./console/us-keyboard";
import { monitorRefused, stillRunning } from "./errors";
import { mediumDevice } from "./process/qemu-arguments";
import type { QemuProcess } from "./process/qemu-process";
import { sshCommand } from "./ssh/ssh-command";
import type { MachineConsole, SshOptions, SshResult, VirtualMachine } from "./virtual-machine";

/** Time limit for the guest to release the medium, in seconds. */
const ejectTimeout = 30;

/** A machine on a running QEMU. */
export class RunningMachine implements VirtualMachine {
  secondsToSsh: number | undefined;

  /** Looks up the forwarded ssh port. */
  static async on(qemu: QemuProcess, options: StartOptions): Promise<RunningMachine> {
    return new RunningMachine(qemu, options, await forwardedPort(qemu));
  }

  private constructor(
    private readonly qemu: QemuProcess,
    private readonly options: StartOptions,
    readonly sshPort: number,
  ) {}

  async ssh(command: string, options: SshOptions = {}): Promise<SshResult> {
    if (!this.qemu.isRunning()) throw this.qemu.endedError();
    const target = { port: this.sshPort, directory: this.qemu.directory, serial: this.qemu.serial };
    const result = await sshCommand(target, command, { ...this.account(options), ...options });
    if (result.exitCode === 255 && !this.qemu.isRunning()) throw this.qemu.endedError();
    return result;
  }

  get console(): MachineConsole {
    return this.qemu.console;
  }

  get acceleration(): Acceleration {
    return this.qemu.acceleration;
  }

  async type(text: string): Promise<void> {
    for (const keys of text.split("").map(keysFor)) {
      // Sending two keys at once would overrun the keyboard controller's buffer.
      await this.qemu.qmp.execute("send-key", { keys: keys.map((data) => ({ type: "qcode", data })), "hold-time": 20 });
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  }

  async eject(): Promise<void> {
    const { qmp } = this.qemu;
    if (this.options.iso === undefined) return;
    if (this.options.medium !== "usb") {
      await qmp.execute("eject", { id: mediumDevice, force: true });
      return;
    }
    const gone = qmp.event("DEVICE_DELETED", ejectTimeout, ({ device }) => device === mediumDevice);
    await Promise.all([gone, qmp.execute("device_del", { id: mediumDevice })]);
  }

  async screenshot(file: string): Promise<void> {
    await this.qemu.qmp.execute("screendump", { filename: path.resolve(file), format: "png" });
  }

  async shutdown(timeout = 120): Promise<void> {
    await this.qemu.qmp.execute("system_powerdown");
    if (!(await this.qemu.endsWithin(timeout))) throw stillRunning(timeout, this.qemu.serial());
  }

  async off(): Promise<void> {
    await this.qemu.ended;
    if (!this.qemu.endedWell()) throw this.qemu.endedError();
  }

  async cutPower(): Promise<void> {
    await this.qemu.cutPower();
  }

  async dispose(): Promise<void> {
    await this.qemu.dispose();
  }

  /** The account that the machine was booted with; a call with its own password does not use that account's key. */
  private account(options: SshOptions): SshAccount {
    if (options.password !== undefined) return {};
    return this.options.ssh ?? {};
  }
}

/** QEMU reports the port that the kernel picked only in a human-readable table. */
async function forwardedPort(qemu: QemuProcess): Promise<number> {
  const command = "info usernet";
  const table = z.string().parse(await qemu.qmp.execute("human-monitor-command", { "command-line": command }));
  const port = /TCP\[HOST_FORWARD\]\s+\S+\s+127\.0\.0\.1\s+(\d+)/.exec(table)?.[1];
  if (port === undefined) throw monitorRefused(`\`${command}\`: no forwarded ssh port`, table);
  return Number(port);
}
