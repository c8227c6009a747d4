import * as path from "node:path";
import type { Reporter } from "../../pipeline/reporter";
import { shellQuoted } from "../../platform/process/run-process";
import { bootIso } from "../../platform/qemu/boot-iso";
import type { BootOptions } from "../../platform/qemu/boot-options";
import { findIdentity, requireIdentity } from "../../platform/qemu/ssh/find-identity";
import type { VirtualMachine } from "../../platform/qemu/virtual-machine";
import { identityUnusable } from "./errors";
import type { HostImage } from "./host-image";

/** A machine that is to boot a host's ISO, and how. */
export interface MachineRequest extends Pick<BootOptions, "disk" | "firmware" | "medium" | "network"> {
  readonly image: HostImage;
  /** In MiB; undefined for what the image needs. */
  readonly memory: number | undefined;
  /** Takes the medium out once the system, which has copied itself to memory, is up. */
  readonly copyToRam: boolean;
  /** File of a private key; undefined to look for one. */
  readonly identity: string | undefined;
  /** Who logs in by ssh. */
  readonly user: string;
  /** Seconds that the system may take to come up, and each command. */
  readonly timeout: number;
  /** File that gets a picture of the screen, absolute; undefined for none. */
  readonly screenshot: string | undefined;
  /** Directory that what is kept of the machine goes to, absolute. */
  readonly directory: string;
}

/** How a machine is reached: by ssh with a key, or by its serial console, and why that. */
export type Access =
  | { readonly kind: "ssh"; readonly account: { readonly identity: string; readonly user: string } }
  | { readonly kind: "console"; readonly reason: string };

/** A machine that has been switched on. */
export interface StartedMachine {
  readonly machine: VirtualMachine;
  readonly access: Access;
  /** Command line that logs in by ssh. */
  readonly sshCommand: string;
}

/** MiB that a live system takes; what it copies to memory comes on top. */
const systemMemory = { plain: 2048, besidesCopy: 1536 };

/** Where the console of a machine is kept. */
export function consoleLogOf({ directory }: MachineRequest): string {
  return path.join(directory, "console.log");
}

/** Switches a machine on and tells how it can be reached; does not wait until it has booted. */
export async function startMachine(request: MachineRequest, reporter: Reporter): Promise<StartedMachine> {
  const { image, firmware, medium, network, disk, user } = request;
  const access = await accessTo(request);
  const machine = await bootIso({
    iso: image.iso,
    memory: request.memory ?? memoryFor(request),
    consoleLog: consoleLogOf(request),
    ...Object.fromEntries(
      Object.entries({ firmware, medium, network, disk }).filter(([, value]) => value !== undefined),
    ),
  });
  const processor =
    machine.acceleration === "kvm"
      ? "with KVM"
      : "with an emulated processor, ten times slower: KVM does not work here";
  const how = `by ${firmware === "uefi" ? "UEFI" : "BIOS"} from ${medium === "usb" ? "a USB stick" : "a CD"}`;
  reporter.step(`booting ${path.basename(image.iso)} ${how}, ${processor}`);
  const options = ["-o StrictHostKeyChecking=no", "-o UserKnownHostsFile=/dev/null", "-o LogLevel=ERROR"];
  const key = access.kind === "ssh" ? [`-i ${shellQuoted(access.account.identity)}`] : [];
  const sshCommand = ["ssh", `-p ${String(machine.sshPort)}`, ...key, ...options, `${user}@127.0.0.1`].join(" ");
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
