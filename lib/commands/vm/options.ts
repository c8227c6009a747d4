import { InvalidArgumentError, Option, type Command } from "commander";
import type { CliOptions } from "../../cli/arguments/options";
import { addSecretsOptions, type SecretsOptions } from "../../cli/arguments/secrets-options";

/** The options of `synth vm`. */
export interface VmOptions extends CliOptions, SecretsOptions {
  readonly uefi?: boolean;
  readonly usb?: boolean;
  readonly memory?: number;
  readonly network: boolean;
  readonly machineSerial?: string;
  readonly macAddress?: string;
  readonly copyToRam?: boolean;
  readonly install?: boolean;
  readonly diskPassphrase?: string;
  readonly disk?: readonly number[];
  readonly diskFile?: readonly string[];
  readonly diskSerial?: readonly string[];
  readonly identity?: string;
  readonly user: string;
  readonly test?: boolean;
  readonly run?: readonly string[];
  readonly timeout: number;
  readonly screenshot?: string;
}

/** Adds the options that only `synth vm` has. */
export function addVmOptions(command: Command): Command {
  return addSecretsOptions(command)
    .optionsGroup("Build:")
    .option("--no-build", "boot the latest ISO without running the program")
    .option("--force", "run Nix even if nothing changed")
    .optionsGroup("Machine:")
    .option("--uefi", "boot with UEFI firmware (default: BIOS)")
    .option("--usb", "attach the ISO as a USB drive (default: CD)")
    .addOption(
      new Option(
        "--memory <MiB>",
        "memory size (default: 2048; with --copy-to-ram, 1536 plus the size of the ISO)",
      ).argParser(numberFrom(64)),
    )
    .option("--no-network", "disable outgoing connections; the ssh port stays open")
    .option("--machine-serial <serial>", "serial number of the machine itself (default: none)")
    .option("--mac-address <address>", "MAC address of its network device (default: 52:54:00:12:34:56)")
    .option("--copy-to-ram", "remove the medium after boot, for images that copy themselves to memory")
    .addOption(
      new Option("--disk <size>", "add an empty disk of this size, such as 8G; repeatable").argParser(
        listOf(parseSize),
      ),
    )
    .addOption(
      new Option(
        "--disk-serial <serial>",
        "serial number of a disk; repeatable, in the order of the disks (default: none)",
      ).argParser(listOf(String)),
    )
    .addOption(
      new Option(
        "--disk-file <file>",
        "keep a disk in this file; repeatable, in the order of the disks (default: deleted with the machine)",
      ).argParser(listOf(String)),
    )
    .optionsGroup("Installation:")
    .option("--install", "install on the disks without a network, then boot from them without the ISO")
    .option(
      "--disk-passphrase <file>",
      "file with the passphrase to type when the installed system asks for that of its disks",
    )
    .optionsGroup("SSH:")
    .option("-i, --identity <file>", "private key (default: the key in ~/.ssh that the image authorizes)")
    .option("--user <name>", "user to log in as", "root")
    .optionsGroup("Test:")
    .option("--test", "wait until the system is up, then stop it; exit with code 0 on success")
    .addOption(
      new Option("--run <command>", "also run this command in it, repeatable; implies --test").argParser(
        listOf(String),
      ),
    )
    .addOption(
      new Option("--timeout <seconds>", "time limit for booting and for each command")
        .argParser(numberFrom(1))
        .default(300),
    )
    .option("--screenshot <file>", "save a PNG screenshot when the system is up or after the test");
}

/** Parses an option that can be repeated. */
function listOf<T>(parse: (text: string) => T): (text: string, before?: readonly T[]) => readonly T[] {
  return (text, before = []) => [...before, parse(text)];
}

function numberFrom(least: number): (text: string) => number {
  return (text) => {
    if (!/^\d+$/.test(text) || Number(text) < least) {
      throw new InvalidArgumentError(`Expected a number, at least ${String(least)}.`);
    }
    return Number(text);
  };
}

/** Parses a size such as `8G` or `512MiB`, in powers of 1024, into bytes. */
export function parseSize(text: string): number {
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?)([KMGT]?)(?:iB|B)?$/i.exec(text) ?? [];
  const bytes = Math.ceil((Number(digits) * 1024 ** " KMGT".indexOf(unit.toUpperCase() || " ")) / 512) * 512;
  // Smaller disks cannot be partitioned.
  if (digits === undefined || bytes < 1 << 20) {
    throw new InvalidArgumentError("Expected a size of at least 1M, such as 512M or 8G.");
  }
  return bytes;
}
