import { documentationUrl } from "../../model";
import { describeProcess, type ProcessResult } from "../process/run-process";
import { installCommand, installFix, type Requirement } from "../install-command";
import { operatingSystem } from "../operating-system";

const mark = Symbol.for("cdknix.VirtualMachineError");

/**
 * The parts of a {@link VirtualMachineError}.
 * @beta
 */
export interface VirtualMachineErrorProps {
  /** A stable name in kebab-case, such as `no-ssh`. */
  readonly code: string;
  /** The problem: one sentence without a period. */
  readonly message: string;
  /** How to fix it. */
  readonly fix?: string;
  /** Output of the program that failed. */
  readonly output?: string;
  /** Output of the machine's serial port. */
  readonly serial?: string;
  readonly cause?: unknown;
}

/**
 * A machine cannot be booted, reached, or shut down. The message contains all details, for a test report.
 * @beta
 */
export class VirtualMachineError extends Error {
  /** Whether a value is such an error, including one from another copy of the package. */
  static isVirtualMachineError(value: unknown): value is VirtualMachineError {
    return typeof value === "object" && value !== null && mark in value;
  }

  /** A stable name in kebab-case, such as `no-ssh`. */
  readonly code: string;
  /** The output of the serial port so far; empty before the machine runs. */
  readonly serial: string;
  /** The parts of the message. */
  readonly props: VirtualMachineErrorProps;

  constructor(props: VirtualMachineErrorProps) {
    super(fullMessage(props), props.cause === undefined ? undefined : { cause: props.cause });
    this.name = "VirtualMachineError";
    this.code = props.code;
    this.serial = props.serial ?? "";
    this.props = props;
    Object.defineProperty(this, mark, { value: true });
  }
}

/** Enough to see the last service that started or a panic, but still readable. */
const serialLines = 30;

function fullMessage({ code, message, output, fix, serial }: VirtualMachineErrorProps): string {
  const lines = [message];
  if (output !== undefined && output.trim() !== "") lines.push(...quoted(output));
  if (fix !== undefined) lines.push(`  fix: ${fix}`);
  lines.push(`  docs: ${documentationUrl({ code })}`);
  if (serial !== undefined) {
    const said = serial.trim() === "" ? ["nothing"] : serial.trimEnd().split("\n").slice(-serialLines);
    lines.push("serial console, last lines:", ...quoted(said.join("\n")));
  }
  return lines.join("\n");
}

function quoted(text: string): readonly string[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `  | ${line}`.trimEnd());
}

/** A program that the machine needs is not installed. */
export function programMissing(program: string, requirement: Requirement): VirtualMachineError {
  return new VirtualMachineError({
    code: "program-missing",
    message: `${program} is not installed, but is required to boot an image`,
    fix:
      operatingSystem().family === "macos"
        ? 'boot the image on a Linux machine (see the how-to guide "Build on macOS")'
        : installFix(requirement),
  });
}

/** UEFI firmware is not in any of the usual paths. */
export function firmwareMissing(looked: readonly string[]): VirtualMachineError {
  return new VirtualMachineError({
    code: "firmware-missing",
    message: "the UEFI firmware OVMF is not installed, but is required to boot an image with UEFI",
    output: `searched:\n${looked.join("\n")}`,
    fix: installCommand("ovmf") ?? "install OVMF, or boot with BIOS",
  });
}

/** The image cannot be read. */
export function isoUnreadable(iso: string, cause: Error): VirtualMachineError {
  return new VirtualMachineError({
    code: "iso-unreadable",
    message: `cannot read the image ${iso}`,
    output: cause.message,
    fix: "pass the path that `synth` printed",
    cause,
  });
}

/** An existing disk has another size. */
export function diskSizeDiffers(file: string, present: number, wanted: number): VirtualMachineError {
  return new VirtualMachineError({
    code: "disk-size-differs",
    message: `the disk ${file} has ${String(present)} bytes, not ${String(wanted)}`,
    fix: "pass its actual size, or remove the file to get an empty disk",
  });
}

/** A disk has neither a size nor an existing file. */
export function diskSizeMissing(file: string): VirtualMachineError {
  return new VirtualMachineError({
    code: "disk-size-missing",
    message: `the disk ${file} does not exist, and has no size to create it with`,
    fix: "pass its size in bytes, or the path of an existing disk",
  });
}

/** A serial number that a disk cannot have. */
export function diskSerialInvalid(serial: string): VirtualMachineError {
  return new VirtualMachineError({
    code: "disk-serial-invalid",
    message: `${JSON.stringify(serial)} cannot be the serial number of a virtual disk`,
    fix: "use 1 to 20 letters, digits, and any of .:+@=#_-",
  });
}

/** An identity that a machine cannot have. */
export function machineIdentityInvalid(kind: "MAC address" | "serial number", value: string): VirtualMachineError {
  return new VirtualMachineError({
    code: "machine-identity-invalid",
    message: `${JSON.stringify(value)} cannot be the ${kind} of a virtual machine`,
    fix:
      kind === "MAC address"
        ? "use six pairs of hexadecimal digits with colons between them, the first pair even, such as 52:54:00:12:34:57"
        : "use 1 to 64 printable ASCII characters, without spaces at the start and the end",
  });
}

/** The disk file can be neither created nor opened. */
export function diskUnusable(file: string, cause: Error): VirtualMachineError {
  return new VirtualMachineError({
    code: "disk-unusable",
    message: `cannot create or open the disk ${file}`,
    output: cause.message,
    fix: "use a file in a writable directory",
    cause,
  });
}

/** The expected output did not appear on the serial console. */
export function consoleSilent(pattern: RegExp, seconds: number, serial: string): VirtualMachineError {
  return new VirtualMachineError({
    code: "console-silent",
    message: `the serial console did not print ${String(pattern)} within ${String(seconds)} s`,
    fix: "increase the timeout; after boot, an image prints to the serial console only with the kernel parameter console=ttyS0",
    serial,
  });
}

/** No shell answers behind the login prompt. */
export function noShellOnConsole(seconds: number, serial: string): VirtualMachineError {
  return new VirtualMachineError({
    code: "nobody-on-console",
    message: `no shell answered on the serial console within ${String(seconds)} s`,
    fix: "run commands over ssh with a key that the image accepts, or use an image that logs in a user on the console",
    serial,
  });
}

/** QEMU ended prematurely. */
export function machineEnded(how: string, serial: string, cause?: Error): VirtualMachineError {
  return new VirtualMachineError({
    code: "machine-ended",
    message: "QEMU ended before the machine was shut down",
    output: how,
    serial,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** QEMU did not answer within the time limit. */
export function monitorSilent(doing: string, seconds: number): VirtualMachineError {
  return new VirtualMachineError({
    code: "monitor-silent",
    message: `QEMU did not ${doing} within ${String(seconds)} s`,
  });
}

/** QEMU rejected a command. */
export function monitorRefused(command: string, reason: string): VirtualMachineError {
  return new VirtualMachineError({ code: "monitor-refused", message: `QEMU rejected ${command}`, output: reason });
}

/** The machine runs, but login fails. */
export function noSsh(
  seconds: number,
  lastAttempt: string,
  artifacts: string | undefined,
  serial: string,
): VirtualMachineError {
  return new VirtualMachineError({
    code: "no-ssh",
    message: `login over ssh failed for ${String(seconds)} s`,
    output: `last attempt: ${lastAttempt.trim()}`,
    fix:
      artifacts === undefined
        ? "pass a directory as `artifacts` to get a screenshot, or increase `bootTimeout`"
        : `see the screenshot in ${artifacts}, or increase \`bootTimeout\``,
    serial,
  });
}

/** A command in the machine exceeded its time limit. */
export function commandTimedOut(command: string, seconds: number, serial: string): VirtualMachineError {
  return new VirtualMachineError({
    code: "command-timeout",
    message: `the command was still running after ${String(seconds)} s`,
    output: command,
    serial,
  });
}

/** The machine did not shut down. */
export function stillRunning(seconds: number, serial: string): VirtualMachineError {
  return new VirtualMachineError({
    code: "still-running",
    message: `the machine was still running ${String(seconds)} s after its power button was pressed`,
    serial,
  });
}

/** A character that a US keyboard cannot type. */
export function noKeyFor(character: string): VirtualMachineError {
  return new VirtualMachineError({
    code: "no-key",
    message: `a US keyboard cannot type ${JSON.stringify(character)}`,
    fix: "use printable ASCII and \\n",
  });
}

/** ssh-keygen failed. */
export function noKeyPair(directory: string, run: ProcessResult): VirtualMachineError {
  return new VirtualMachineError({
    code: "no-key-pair",
    message: `cannot generate an ssh key in ${directory}`,
    output: `${describeProcess(run)}\n${run.stderr}`,
  });
}
