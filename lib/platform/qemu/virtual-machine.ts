import type { Acceleration, SshAccount } from "./boot-options";

/**
 * Options for a command over ssh.
 * @beta
 */
export interface SshOptions extends SshAccount {
  /** Time limit for the command in seconds. Default: 120. */
  readonly timeout?: number;
}

/**
 * Result of a command in the machine.
 * @beta
 */
export interface SshResult {
  /** Exit code of the command; 255 if ssh itself failed, for example because the login was rejected. */
  readonly exitCode: number;
  readonly stdout: string;
  /** Standard error of the command, or ssh's own messages: the last 400 lines, without the trailing newline. */
  readonly stderr: string;
}

/**
 * The serial console of a machine: its first serial port.
 * @beta
 */
export interface MachineConsole {
  /** The complete output so far, without carriage returns. */
  text(): string;

  /**
   * Waits until the output, including earlier output, matches a pattern.
   * @param options `timeout`: time limit in seconds. Default: 300
   * @returns the match
   * @throws {@link VirtualMachineError} on timeout or if the machine has ended
   */
  waitFor(pattern: RegExp, options?: { readonly timeout?: number }): Promise<string>;

  /** Sends bytes as a terminal would, with `\r` for the Enter key. */
  write(text: string | Buffer): void;

  /** Calls a function with the output so far, and then with all further output. */
  onOutput(listener: (output: Buffer) => void): void;
}

/**
 * A booted machine. Always call `dispose` at the end.
 * @beta
 */
export interface VirtualMachine {
  /** Port on 127.0.0.1 that forwards to port 22 of the machine. */
  readonly sshPort: number;
  /** How its processor is provided. */
  readonly acceleration: Acceleration;
  /** Seconds from power-on until ssh answered; undefined if the machine was booted without `ssh`. */
  readonly secondsToSsh: number | undefined;

  /**
   * Runs a command in the machine, with the account that the machine was booted with unless the options pass another.
   * @param command one line for the user's login shell
   * @throws {@link VirtualMachineError} if the command exceeds the time limit or the machine has ended
   */
  ssh(command: string, options?: SshOptions): Promise<SshResult>;

  /** The serial console. The image decides what it prints there. */
  readonly console: MachineConsole;

  /**
   * Types text on the keyboard, with a US layout.
   * @param text printable ASCII, and `\n` for the Enter key
   */
  type(text: string): Promise<void>;

  /**
   * Removes the medium: opens the CD drive, or unplugs the USB drive, without waiting for the system's consent. Does nothing
   * if the machine has no medium.
   */
  eject(): Promise<void>;

  /**
   * Saves a screenshot as PNG.
   * @param file absolute path, or relative to the working directory
   */
  screenshot(file: string): Promise<void>;

  /**
   * Presses the power button and waits until the machine is off.
   * @param timeout time limit in seconds. Default: 120
   */
  shutdown(timeout?: number): Promise<void>;

  /**
   * Waits until the machine is off, for example because a user or test in it shuts it down.
   * @throws {@link VirtualMachineError} if it did not end normally
   */
  off(): Promise<void>;

  /**
   * Cuts the power: QEMU is killed, so that the machine cannot write anything more. Files of its disks remain.
   */
  cutPower(): Promise<void>;

  /** Stops the machine immediately if it still runs, and removes its files. Can be called repeatedly. */
  dispose(): Promise<void>;
}
