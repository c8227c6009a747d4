import type { InstallationResult } from "../../../model";
import { VirtualMachineError } from "../errors";

/** The installer printed nothing for too long. */
export function installationSilent(seconds: number, serial: string): VirtualMachineError {
  return new VirtualMachineError({
    code: "installation-silent",
    message: `the installer printed nothing for ${String(seconds)} s`,
    fix: "boot the image without a test to see what it waits for, or increase the time limit",
    serial,
  });
}

/** The machine turned off or crashed during the installation. */
export function installationEnded(serial: string): VirtualMachineError {
  return new VirtualMachineError({
    code: "installation-ended",
    message: "the machine stopped before the installer reported a result",
    fix: "see the serial console for the last step",
    serial,
  });
}

const fixes: Readonly<Record<Exclude<InstallationResult["outcome"], "installed">, string>> = {
  "already installed": "use blank disks, or set `reinstall` of the OfflineInstaller",
  refused:
    "use disks that the target's DiskLayout and the installer's `wipe` allow: check serial numbers, sizes, and contents",
  failed: "see the serial console for the error of this step",
  stopped: "do not press keys during the countdown",
};

/** The installer ended without installing. */
export function notInstalled({ host, outcome, details }: InstallationResult, serial: string): VirtualMachineError {
  const reason = details === "" ? outcome : `${outcome}: ${details}`;
  return new VirtualMachineError({
    code: "not-installed",
    message: `${host ?? "the machine"} was not installed: ${reason}`,
    ...(outcome === "installed" ? {} : { fix: fixes[outcome] }),
    serial,
  });
}
