import type { SshAccount } from "./boot-options";

/** Options of one command over ssh. */
export interface SshOptions extends SshAccount {
  /** Seconds after which the command is given up with an error. Default: 120. */
  readonly timeout?: number;
}

/** How a command in the machine ended. */
export interface SshResult {
  /** Exit code of the command; 255 when ssh itself failed, for instance because the login was refused. */
  readonly exitCode: number;
  readonly stdout: string;
  /** Standard error of the command, or ssh's own messages: the last 400 lines, without the last newline. */
  readonly stderr: string;
}

/** A machine that has been booted. End it by `dispose` in any case. */
export interface VirtualMachine {
  /** Port on 127.0.0.1 that leads to port 22 of the machine. */
  readonly sshPort: number;
  /** Seconds from power on until the machine answered by ssh; undefined when it was booted without `ssh`. */
  readonly secondsToSsh: number | undefined;

  /**
   * Runs a command in the machine, by the account that the machine was booted with unless the options name another.
   * @param command one line for the login shell of the user
   * @throws {@link VirtualMachineError} when the command takes too long or the machine is gone
   */
  ssh(command: string, options?: SshOptions): Promise<SshResult>;

  /** Everything that the first serial port has said. */
  serial(): string;

  /**
   * Types on the keyboard, as a person with a US keyboard would.
   * @param text printable ASCII, and `\n` for the Enter key
   */
  type(text: string): Promise<void>;

  /** Takes the medium out: opens the CD drive, or unplugs the USB stick, whether the system agrees or not. */
  eject(): Promise<void>;

  /**
   * Writes what the screen shows as PNG.
   * @param file absolute path, or relative to the working directory
   */
  screenshot(file: string): Promise<void>;

  /**
   * Presses the power button and waits until the machine is off.
   * @param timeout seconds until this is an error. Default: 120
   */
  shutdown(timeout?: number): Promise<void>;

  /** Ends the machine at once, if it still runs, and removes what it left. May be called again. */
  dispose(): Promise<void>;
}
