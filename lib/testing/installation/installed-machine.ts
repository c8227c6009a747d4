import type { Acceleration } from "../../platform/qemu/boot-options";
import type { MachineConsole, SshOptions, SshResult, VirtualMachine } from "../../platform/qemu/virtual-machine";
import { commandFailed } from "../errors";
import type { InstallerRun } from "./run-installer";

/**
 * A machine that was installed, and has booted from its disks. Always call `dispose` at the end.
 * @beta
 */
export interface InstalledMachine extends VirtualMachine {
  /** The installation. */
  readonly installation: InstallerRun;

  /**
   * Runs a command over ssh, as `ssh` does, and expects it to succeed.
   * @returns its stdout, without the trailing newline
   * @throws {@link ExpectationError} with its output if it fails
   */
  run(command: string, options?: SshOptions): Promise<string>;

  /**
   * Presses the power button, waits until the machine is off, and boots it again. Commands of the shell can choose the next
   * boot, such as `bootctl set-oneshot`.
   */
  reboot(): Promise<void>;
}

/** Parts of an installed machine. */
export interface Installation {
  readonly run: InstallerRun;
  /** Boots it again. */
  readonly boot: () => Promise<VirtualMachine>;
  /** Removes its files. */
  readonly clean: () => void;
}

/** An installed machine, which is one virtual machine after the other. */
export class RunningInstallation implements InstalledMachine {
  /** Boots the machine, and cleans up if that fails. */
  static async start(installation: Installation): Promise<RunningInstallation> {
    try {
      return new RunningInstallation(installation, await installation.boot());
    } catch (error) {
      installation.clean();
      throw error;
    }
  }

  private constructor(
    private readonly parts: Installation,
    private machine: VirtualMachine,
  ) {}

  get installation(): InstallerRun {
    return this.parts.run;
  }

  get sshPort(): number {
    return this.machine.sshPort;
  }

  get acceleration(): Acceleration {
    return this.machine.acceleration;
  }

  get secondsToSsh(): number | undefined {
    return this.machine.secondsToSsh;
  }

  get console(): MachineConsole {
    return this.machine.console;
  }

  async run(command: string, options: SshOptions = {}): Promise<string> {
    const result = await this.ssh(command, options);
    if (result.exitCode !== 0) throw commandFailed(command, result);
    return result.stdout.replace(/\n$/, "");
  }

  async reboot(): Promise<void> {
    await this.machine.shutdown();
    await this.machine.dispose();
    this.machine = await this.parts.boot();
  }

  ssh(command: string, options?: SshOptions): Promise<SshResult> {
    return this.machine.ssh(command, options);
  }

  type(text: string): Promise<void> {
    return this.machine.type(text);
  }

  eject(): Promise<void> {
    return this.machine.eject();
  }

  screenshot(file: string): Promise<void> {
    return this.machine.screenshot(file);
  }

  shutdown(timeout?: number): Promise<void> {
    return this.machine.shutdown(timeout);
  }

  off(): Promise<void> {
    return this.machine.off();
  }

  cutPower(): Promise<void> {
    return this.machine.cutPower();
  }

  async dispose(): Promise<void> {
    await this.machine.dispose();
    this.parts.clean();
  }
}
