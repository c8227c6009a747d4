import * as path from "node:path";
import type { Reporter } from "../../pipeline/reporter";
import { shellQuoted } from "../../platform/process/run-process";
import { bootDisk } from "../../platform/qemu/boot-disk";
import { bootIso } from "../../platform/qemu/boot-iso";
import type { BootOptions, VirtualDisk } from "../../platform/qemu/boot-options";
import { omitUndefined } from "../../platform/qemu/omit-undefined";
import { findIdentity, requireIdentity } from "../../platform/qemu/ssh/find-identity";
import type { VirtualMachine } from "../../platform/qemu/virtual-machine";
import { identityUnusable } from "./errors";
import type { HostImage } from "./host-image";

/** A request to boot a host's ISO in a machine. */
export interface MachineRequest extends Pick<
  BootOptions,
  "disks" | "firmware" | "macAddress" | "machineSerial" | "medium" | "network" | "uefiVariables"
> {
  readonly image: HostImage;
  /** The boot medium: the ISO, with the disks attached, or the disks, on which a system is installed. */
  readonly boots: "iso" | "disks";
  readonly disks: readonly VirtualDisk[];
  /** Typed when the installed system asks for the passphrase of its disks; undefined for nothing. */
  readonly diskPassphrase: string | undefined;
  /** In MiB; undefined for the amount that the image needs. */
  readonly memory: number | undefined;
  /** Whether to remove the medium after the system has copied itself to memory and booted. */
  readonly copyToRam: boolean;
  /** Private key file; undefined to look for one. */
  readonly identity: string | undefined;
  /** The user for ssh. */
  readonly user: string;
  /** Time limit in seconds for booting and for each command. */
  readonly timeout: number;
  /** File for a screenshot, absolute; undefined for none. */
  readonly screenshot: string | undefined;
  /** Directory for the files that are kept of the machine, absolute. */
  readonly directory: string;
}

/** How to access a machine: by ssh with a key, or by its serial console, with the reason. */
export type Access =
  | { readonly kind: "ssh"; readonly account: { readonly identity: string; readonly user: string } }
  | { readonly kind: "console"; readonly reason: string };

/** A machine that is running. */
export interface StartedMachine {
  readonly machine: VirtualMachine;
  readonly access: Access;
  /** Command line that logs in by ssh. */
  readonly sshCommand: string;
}

/** Memory of a live system in MiB; with a copy in memory, the size of the copy is added. */
const systemMemory = { plain: 2048, besidesCopy: 1536 };

/** The file with the console log of a machine. */
export function consoleLogOf({ directory }: MachineRequest): string {
  return path.join(directory, "console.log");
}

/** Starts a machine and reports how to log in. Does not wait until it has booted. */
export async function startMachine(request: MachineRequest, reporter: Reporter): Promise<StartedMachine> {
  const { image, boots, firmware, medium, disks, user, diskPassphrase } = request;
  const { network, macAddress, machineSerial, uefiVariables } = request;
  const access = await accessTo(request);
  const options = {
    memory: request.memory ?? memoryFor(request),
    consoleLog: consoleLogOf(request),
    disks,
    ...omitUndefined({ firmware, network, macAddress, machineSerial, uefiVariables }),
  };
  const machine =
    boots === "iso"
      ? await bootIso({ ...options, iso: image.iso, ...omitUndefined({ medium }) })
      : await bootDisk({ ...options, ...omitUndefined({ passphrase: diskPassphrase }) });
  const processor =
    machine.acceleration === "kvm"
      ? "with KVM"
      : "with an emulated processor, about 10 times slower: KVM is not usable here";
  const from = boots === "disks" ? "its disks" : medium === "usb" ? "a USB drive" : "a CD";
  const what = boots === "disks" ? image.host : path.basename(image.iso);
  reporter.step(`booting ${what} with ${firmware === "uefi" ? "UEFI" : "BIOS"} from ${from}, ${processor}`);
  const sshOptions = ["-o StrictHostKeyChecking=no", "-o UserKnownHostsFile=/dev/null", "-o LogLevel=ERROR"];
  const key = access.kind === "ssh" ? [`-i ${shellQuoted(access.account.identity)}`] : [];
  const sshCommand = ["ssh", `-p ${String(machine.sshPort)}`, ...key, ...sshOptions, `${user}@127.0.0.1`].join(" ");
  const note = access.kind === "ssh" ? "" : ` (${access.reason})`;
  reporter.step(`ssh${note}: ${sshCommand}`);
  return { machine, access, sshCommand };
}

function memoryFor({ copyToRam, image }: MachineRequest): number {
  return copyToRam ? systemMemory.besidesCopy + Math.ceil(image.size / (1 << 20)) : systemMemory.plain;
}

async function accessTo({ identity, user, image }: MachineRequest): Promise<Access> {
  if (identity !== undefined) {
    const problem = await requireIdentity(identity);
    if (problem !== undefined) throw identityUnusable(identity, problem);
    return { kind: "ssh", account: { identity, user } };
  }
  const found = await findIdentity(image.texts);
  if ("missing" in found) return { kind: "console", reason: found.missing };
  return { kind: "ssh", account: { identity: found.identity, user } };
}
