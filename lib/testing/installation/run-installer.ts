import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { InstallationResult } from "../../model";
import { bootIso } from "../../platform/qemu/boot-iso";
import type { BootOptions, MachineOptions, VirtualDisk } from "../../platform/qemu/boot-options";
import { VirtualMachineError } from "../../platform/qemu/errors";
import { endInstallation, waitForInstallation } from "../../platform/qemu/installation/wait-for-installation";
import type { VirtualMachine } from "../../platform/qemu/virtual-machine";
import { sealedCopy } from "./sealed-copy";

/**
 * When to cut the power of a machine during its installation.
 * @beta
 */
export interface PowerCut {
  /** The output on the serial console from which the time counts. Default: from power-on. */
  readonly at?: RegExp;
  /** Seconds. Default: 0. */
  readonly after?: number;
}

/**
 * The machine that an installer runs on.
 * @beta
 */
export interface InstallerOptions extends Omit<
  MachineOptions,
  "disks" | "network" | "ssh" | "bootTimeout" | "artifacts"
> {
  /** The disks to install to. Those with a `file` outlive the machine. */
  readonly disks: readonly VirtualDisk[];
  /** Default: `usb`. */
  readonly medium?: BootOptions["medium"];
  /** Whether the machine can connect to everything that this machine can. Default: false: it has no network access. */
  readonly network?: boolean;
  /** Contents of the secrets by name, for images with a secrets area; the installer gets a copy of the ISO. Default: none. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Seconds without output on the serial console until the installation counts as stuck. Default: 600. */
  readonly silence?: number;
  /** Cuts the power during the installation, unless it ends earlier. Default: never. */
  readonly powerCut?: PowerCut;
  /**
   * Called when the machine runs, for example to answer an attended installer on the serial console. Default: the installer
   * must be unattended.
   */
  readonly attend?: (machine: VirtualMachine) => Promise<void>;
}

/**
 * How the run of an installer ended.
 * @beta
 */
export interface InstallerRun {
  /**
   * `installed`; `already installed`: it found an earlier installation, and wrote nothing; `refused`: a check failed before
   * anything was written; `failed`: a step failed; `stopped`: a key stopped it; `power cut`: as requested.
   */
  readonly outcome: InstallationResult["outcome"] | "power cut";
  /** The host that the installer chose; undefined if it chose none. */
  readonly host: string | undefined;
  /** The reason, as the installer printed it; empty if there is none. */
  readonly details: string;
  /** Seconds from power-on to the result. */
  readonly seconds: number;
  /** The output of the serial console. */
  readonly console: string;
}

/**
 * Boots an ISO with an offline installer, and waits until the installer has ended and the machine is off.
 *
 * ```ts
 * const run = await runInstaller(iso, { disks: [{ size: 8 * gibibyte, serial: "WRONG" }] });
 * expect(run).toMatchObject({ outcome: "refused" });
 * ```
 *
 * @throws {@link VirtualMachineError} if the machine cannot be started, ends without a result, or prints nothing for too long
 * @beta
 */
export async function runInstaller(iso: string, options: InstallerOptions): Promise<InstallerRun> {
  const { network, secrets, silence, powerCut, attend, medium = "usb", ...machineOptions } = options;
  const directory = mkdtempSync(path.join(tmpdir(), "cdknix-install-"));
  let machine: VirtualMachine | undefined;
  try {
    const powerOn = performance.now();
    machine = await bootIso({
      ...machineOptions,
      iso: secrets === undefined ? iso : await sealedCopy(iso, secrets, directory),
      medium,
      network: network === true ? "outgoing" : "isolated",
    });
    const attending = attend?.(machine);
    const isCut = powerCut === undefined ? { value: false } : cutPower(machine, powerCut);
    const ended = (result: Pick<InstallerRun, "outcome" | "host" | "details">, console: string): InstallerRun => ({
      ...result,
      seconds: (performance.now() - powerOn) / 1000,
      console,
    });
    let result: InstallationResult;
    try {
      [result] = await Promise.all([waitForInstallation(machine, silence), attending]);
    } catch (error) {
      if (!isCut.value || !VirtualMachineError.isVirtualMachineError(error)) throw error;
      return ended({ outcome: "power cut", host: undefined, details: "" }, error.serial);
    }
    const run = ended(result, machine.console.text());
    if (result.outcome === "installed" || result.outcome === "already installed") {
      await endInstallation(machine);
      if (isCut.value) return { ...run, outcome: "power cut" };
    }
    return { ...run, console: machine.console.text() };
  } finally {
    await machine?.dispose();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Cuts the power at an instant, in the background; returns whether it has been cut. */
function cutPower(machine: VirtualMachine, { at, after = 0 }: PowerCut): { readonly value: boolean } {
  const isCut = { value: false };
  const wait = async (): Promise<void> => {
    if (at !== undefined) await machine.console.waitFor(at, { timeout: Infinity });
    await sleep(after * 1000, undefined, { ref: false });
    isCut.value = true;
    await machine.cutPower();
  };
  // If the machine has ended by then, there is nothing to cut.
  wait().catch(() => undefined);
  return isCut;
}
