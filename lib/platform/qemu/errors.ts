import { installCommand } from "../debian/install-command";

const mark = Symbol.for("cdknix.VirtualMachineError");

/**
 * What a {@link VirtualMachineError} knows besides its message.
 * @beta
 */
export interface VirtualMachineErrorProps {
  /** A stable name in kebab-case, such as `no-ssh`. */
  readonly code: string;
  /** What went wrong, as one sentence without a full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly fix?: string;
  /** What a program said about it. */
  readonly output?: string;
  /** What the serial port of the machine has said. */
  readonly serial?: string;
  readonly cause?: unknown;
}

/**
 * A machine that could not be booted, reached, or ended. The message has all that is known, for a test's report.
 * @beta
 */
export class VirtualMachineError extends Error {
  /** Whether a value is such an error, of this copy of the package or another. */
  static isVirtualMachineError(value: unknown): value is VirtualMachineError {
    return typeof value === "object" && value !== null && mark in value;
  }

  /** A stable name in kebab-case, such as `no-ssh`. */
  readonly code: string;
  /** Everything that the serial port had said by then; empty before the machine ran. */
  readonly serial: string;
  /** What the message is made of. */
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

/** Enough to see the last service that started or the panic, little enough to read. */
const serialLines = 30;

function fullMessage({ message, output, fix, serial }: VirtualMachineErrorProps): string {
  const lines = [message];
  if (output !== undefined && output.trim() !== "") lines.push(...quoted(output));
  if (fix !== undefined) lines.push(`  fix: ${fix}`);
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

/** A program that the machine needs is not on this computer. */
export function programMissing(program: string, debianPackage: string): VirtualMachineError {
  return new VirtualMachineError({
    code: "program-missing",
    message: `${program} is needed to boot an image and is not installed`,
    fix: installCommand(debianPackage) ?? `install ${program}`,
  });
}

/** There is no UEFI firmware in any of the usual places. */
export function firmwareMissing(looked: readonly string[]): VirtualMachineError {
  return new VirtualMachineError({
    code: "firmware-missing",
    message: "the UEFI firmware OVMF is needed to boot an image by UEFI and is not installed",
    output: `looked for:\n${looked.join("\n")}`,
    fix: installCommand("ovmf") ?? "install OVMF, or boot by BIOS",
  });
}

/** The image is not a file that can be read. */
export function isoUnreadable(iso: string, cause: Error): VirtualMachineError {
  return new VirtualMachineError({
    code: "iso-unreadable",
    message: `the image ${iso} cannot be read`,
    output: cause.message,
    fix: "give the path that `synth` printed",
    cause,
  });
}

/** A disk that is to be used again has another size. */
export function diskSizeDiffers(file: string, present: number, wanted: number): VirtualMachineError {
  return new VirtualMachineError({
    code: "disk-size-differs",
    message: `the disk ${file} has ${String(present)} bytes, not ${String(wanted)}`,
    fix: "give the size that it has, or remove it to get an empty one",
  });
}

/** The file of a disk can neither be made nor used. */
export function diskUnusable(file: string, cause: Error): VirtualMachineError {
  return new VirtualMachineError({
    code: "disk-unusable",
    message: `the disk ${file} cannot be made or used`,
    output: cause.message,
    fix: "name a file in a directory that may be written",
    cause,
  });
}

/** The serial console did not say what it was to. */
export function consoleSilent(pattern: RegExp, seconds: number, serial: string): VirtualMachineError {
  return new VirtualMachineError({
    code: "console-silent",
    message: `the serial console did not say ${String(pattern)} within ${String(seconds)} s`,
    fix: "give it more time; an image whose kernel knows nothing of ttyS0 says nothing there once it has booted",
    serial,
  });
}

/** There is a login prompt, and nobody behind it. */
export function nobodyOnConsole(seconds: number, serial: string): VirtualMachineError {
  return new VirtualMachineError({
    code: "nobody-on-console",
    message: `no shell answered on the serial console within ${String(seconds)} s`,
    fix: "commands run by ssh, with a key that the image lets in, or where the image logs somebody in on the console",
    serial,
  });
}

/** QEMU ended before it was to. */
export function machineEnded(how: string, serial: string, cause?: Error): VirtualMachineError {
  return new VirtualMachineError({
    code: "machine-ended",
    message: "QEMU ended before the machine was shut down",
    output: how,
    serial,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** QEMU did not answer in time. */
export function monitorSilent(doing: string, seconds: number): VirtualMachineError {
  return new VirtualMachineError({
    code: "monitor-silent",
    message: `QEMU did not ${doing} within ${String(seconds)} s`,
  });
}

/** QEMU refused a command. */
export function monitorRefused(command: string, reason: string): VirtualMachineError {
  return new VirtualMachineError({ code: "monitor-refused", message: `QEMU refused ${command}`, output: reason });
}

/** The machine runs and nobody can log in. */
export function noSsh(
  seconds: number,
  lastAttempt: string,
  artifacts: string | undefined,
  serial: string,
): VirtualMachineError {
  return new VirtualMachineError({
    code: "no-ssh",
    message: `the machine did not let anybody in by ssh within ${String(seconds)} s`,
    output: `the last attempt said: ${lastAttempt.trim()}`,
    fix:
      artifacts === undefined
        ? "give `artifacts` a directory to see the screen, or a longer `bootTimeout`"
        : `see what the screen showed in ${artifacts}, or give a longer \`bootTimeout\``,
    serial,
  });
}

/** A command in the machine did not end. */
export function commandTimedOut(command: string, seconds: number, serial: string): VirtualMachineError {
  return new VirtualMachineError({
    code: "command-timeout",
    message: `the command was still running after ${String(seconds)} s`,
    output: command,
    serial,
  });
}

/** The machine was told to shut down and did not. */
export function stillRunning(seconds: number, serial: string): VirtualMachineError {
  return new VirtualMachineError({
    code: "still-running",
    message: `the machine was not off ${String(seconds)} s after its power button was pressed`,
    serial,
  });
}

/** A character that no key of a US keyboard types. */
export function noKeyFor(character: string): VirtualMachineError {
  return new VirtualMachineError({
    code: "no-key",
    message: `no key types ${JSON.stringify(character)}`,
    fix: "use printable ASCII and \\n",
  });
}
