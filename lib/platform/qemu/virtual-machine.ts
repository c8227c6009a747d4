import type { Acceleration, SshAccount } from "./boot-options";

/**
 * Options of one command over ssh.
 * @beta
 */
export interface SshOptions extends SshAccount {
  /** Seconds after which the command is given up with an error. Default: 120. */
  readonly timeout?: number;
}

/**
 * How a command in the machine ended.
 * @beta
 */
export interface SshResult {
  /** Exit code of the command; 255 when ssh itself failed, for instance because the login was refused. */
  readonly exitCode: number;
  readonly stdout: string;
  /** Standard error of the command, or ssh's own messages: the last 400 lines, without the last newline. */
  readonly stderr: string;
}

/**
 * The serial console of a machine: its first serial port.
 * @beta
 */
export interface MachineConsole {
  /** Everything that it has said, without carriage returns. */
  text(): string;

  /**
   * Waits until it has said something; what it said before counts.
   * @param options `timeout`: seconds until this is an error. Default: 300
   * @returns what matched
   * @throws {@link VirtualMachineError} when the time is up or the machine is gone
   */
  waitFor(pattern: RegExp, options?: { readonly timeout?: number }): Promise<string>;

  /** Types: the bytes as a terminal would send them, with `\r` for the Enter key. */
  write(text: string | Buffer): void;

  /** Tells a function everything that it says, as it comes, beginning with what it has said already. */
  onOutput(listener: (output: Buffer) => void): void;
}

/**
 * A machine that has been booted. End it by `dispose` in any case.
 * @beta
 */
export interface VirtualMachine {
  /** Port on 127.0.0.1 that leads to port 22 of the machine. */
  readonly sshPort: number;
  /** How it gets its processor. */
  readonly acceleration: Acceleration;
  /** Seconds from power on until the machine answered by ssh; undefined when it was booted without `ssh`. */
  readonly secondsToSsh: number | undefined;

  /**
   * Runs a command in the machine, by the account that the machine was booted with unless the options name another.
   * @param command one line for the login shell of the user
   * @throws {@link VirtualMachineError} when the command takes too long or the machine is gone
   */
  ssh(command: string, options?: SshOptions): Promise<SshResult>;

  /** The serial console, which says something as far as the image uses it. */
  readonly console: MachineConsole;

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

  /**
   * Waits until the machine is off, for instance because somebody in it has shut it down.
   * @throws {@link VirtualMachineError} when it did not end by itself
   */
  off(): Promise<void>;

  /** Ends the machine at once, if it still runs, and removes what it left. May be called again. */
  dispose(): Promise<void>;
}
