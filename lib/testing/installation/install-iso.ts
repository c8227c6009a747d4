import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { bootDisk } from "../../platform/qemu/boot-disk";
import { bootIso } from "../../platform/qemu/boot-iso";
import type { DiskBootOptions, MachineOptions } from "../../platform/qemu/boot-options";
import { notInstalled } from "../../platform/qemu/installation/errors";
import { omitUndefined } from "../../platform/qemu/omit-undefined";
import { disksIn } from "../../platform/qemu/process/virtual-disk";
import type { VirtualMachine } from "../../platform/qemu/virtual-machine";
import { RunningInstallation, type InstalledMachine } from "./installed-machine";
import { runInstaller, type InstallerOptions, type InstallerRun } from "./run-installer";

/**
 * The machine to install, and how to reach it afterwards.
 * @beta
 */
export interface InstallOptions
  extends
    Omit<InstallerOptions, "powerCut">,
    Pick<MachineOptions, "ssh" | "bootTimeout" | "artifacts">,
    Pick<DiskBootOptions, "passphrase"> {
  /** Whether the medium stays in the machine after the installation. Default: false. */
  readonly keepMedium?: boolean;
}

/**
 * Installs a machine from an ISO with an unattended offline installer, and boots it from its disks, without the medium.
 *
 * ```ts
 * const disks = [{ size: 8 * 1024 ** 3, serial: "WD-1234" }];
 * const machine = await installIso(iso, { disks, network: false, ssh: { identity } });
 * try {
 *   expect(await machine.run("hostname")).toBe("web-1");
 *   await machine.reboot();
 * } finally {
 *   await machine.dispose();
 * }
 * ```
 *
 * @param iso path of the ISO, such as one that `buildIso` built
 * @throws {@link VirtualMachineError} if the installer refuses or fails, if the machine prints nothing for too long, or if login
 * fails; nothing is left running
 * @beta
 */
export async function installIso(iso: string, options: InstallOptions): Promise<InstalledMachine> {
  const { ssh, bootTimeout, artifacts, passphrase, keepMedium = false, ...installer } = options;
  const directory = mkdtempSync(path.join(tmpdir(), "cdknix-installed-"));
  const clean = (): void => {
    rmSync(directory, { recursive: true, force: true });
  };
  const { uefiVariables = path.join(directory, "variables"), consoleLog } = installer;
  const files = disksIn(directory, installer.disks);
  let run: InstallerRun;
  try {
    run = await runInstaller(iso, {
      ...installer,
      ...omitUndefined({ consoleLog: consoleLog === undefined ? undefined : besideLog(consoleLog) }),
      disks: files,
      uefiVariables,
    });
    const { host, outcome, details } = run;
    // Without the option, there is no power cut.
    if (outcome !== "installed" && outcome !== "power cut") throw notInstalled({ host, outcome, details }, run.console);
  } catch (error) {
    clean();
    throw error;
  }
  const boot = (): Promise<VirtualMachine> => {
    const { firmware, memory, processors, acceleration, network, medium = "usb" } = installer;
    const { macAddress, machineSerial } = installer;
    const machine: MachineOptions = omitUndefined({
      ...{ firmware, memory, processors, acceleration, consoleLog, ssh, bootTimeout, artifacts, uefiVariables },
      ...{ macAddress, machineSerial },
      network: network === true ? "outgoing" : "isolated",
    });
    if (keepMedium) return bootIso({ ...machine, disks: files, iso, medium });
    return bootDisk({ ...machine, disks: files, ...omitUndefined({ passphrase }) });
  };
  return RunningInstallation.start({ run, boot, clean });
}

/** The log of the installer, next to that of the installed machine. */
function besideLog(consoleLog: string): string {
  const { dir, name, ext } = path.parse(consoleLog);
  return path.join(dir, `${name}.installer${ext}`);
}
