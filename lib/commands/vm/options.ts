import { InvalidArgumentError, Option, type Command } from "commander";
import type { CliOptions } from "../../cli/arguments/options";

/** The options of `synth vm`. */
export interface VmOptions extends CliOptions {
  readonly uefi?: boolean;
  readonly usb?: boolean;
  readonly memory?: number;
  readonly network: boolean;
  readonly copyToRam?: boolean;
  readonly disk?: number;
  readonly diskFile?: string;
  readonly identity?: string;
  readonly user: string;
  readonly test?: boolean;
  readonly run?: readonly string[];
  readonly timeout: number;
  readonly screenshot?: string;
}

/** The options of `synth vm` that are of no other command. */
export function addVmOptions(command: Command): Command {
  return command
    .optionsGroup("Building:")
    .option("--no-build", "boot the ISO that was built last, and do not run the program")
    .option("--force", "ask Nix even if nothing changed since the last build")
    .optionsGroup("Machine:")
    .option("--uefi", "UEFI firmware; default: a BIOS")
    .option("--usb", "the ISO as a USB stick; default: as a CD")
    .addOption(
      new Option("--memory <MiB>", "memory; default: 2048, or with --copy-to-ram what the copy needs").argParser(
        numberFrom(64),
      ),
    )
    .option("--no-network", "the machine reaches nothing; its ssh port stays")
    .option("--copy-to-ram", "take the medium out once the system, which copies itself to memory, is up")
    .addOption(new Option("--disk <size>", "an empty disk to install to, such as 8G").argParser(parseSize))
    .option("--disk-file <file>", "file that keeps this disk; default: it is gone with the machine")
    .optionsGroup("Reaching it:")
    .option("-i, --identity <file>", "private key; default: the one in ~/.ssh that the image lets in")
    .option("--user <name>", "who logs in by ssh", "root")
    .optionsGroup("Testing:")
    .option("--test", "wait until the system is up, then end it: exit code 0, or what failed")
    .addOption(
      new Option("--run <command>", "also run this in it, repeatable; implies --test").argParser(
        (text: string, before?: readonly string[]) => [...(before ?? []), text],
      ),
    )
    .addOption(
      new Option("--timeout <seconds>", "how long the system may take to come up, and each command")
        .argParser(numberFrom(1))
        .default(300),
    )
    .option("--screenshot <file>", "write what the screen shows as PNG: once it is up, or after the test");
}

function numberFrom(least: number): (text: string) => number {
  return (text) => {
    if (!/^\d+$/.test(text) || Number(text) < least) {
      throw new InvalidArgumentError(`It takes a number from ${String(least)} up.`);
    }
    return Number(text);
  };
}

/** Bytes from a text such as `8G` or `512MiB`, in powers of 1024. */
export function parseSize(text: string): number {
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?)([KMGT]?)(?:iB|B)?$/i.exec(text) ?? [];
  const bytes = Math.ceil((Number(digits) * 1024 ** " KMGT".indexOf(unit.toUpperCase() || " ")) / 512) * 512;
  // Nothing that is smaller can be partitioned.
  if (digits === undefined || bytes < 1 << 20) {
    throw new InvalidArgumentError("It takes a size from 1M up, such as 512M or 8G.");
  }
  return bytes;
}
