import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { Terminal } from "../../cli/terminal/terminal";
import { installationResult, type InstallationResult } from "../../model";
import { notInstalled } from "../../platform/qemu/installation/errors";
import {
  defaultSilence,
  endInstallation,
  onLine,
  resultIn,
  waitForInstallation,
} from "../../platform/qemu/installation/wait-for-installation";
import { disksIn } from "../../platform/qemu/process/virtual-disk";
import type { VirtualMachine } from "../../platform/qemu/virtual-machine";
import { hostFileName } from "../../project/output/output-paths";
import { attachConsole, consoleHint } from "./attach-console";
import { hostTexts } from "./host-image";
import { consoleLogOf, startMachine, type MachineRequest } from "./start-machine";

/** An installation that has ended well. */
export interface Installed {
  /** The request for the installed machine, which boots from its disks. */
  readonly request: MachineRequest;
  /** Seconds from power-on until the installer reported the result. */
  readonly seconds: number;
}

/**
 * Installs a machine from an image on the disks of a request, calls `use`, and removes the disks that have no file of their own.
 * @param isTest whether the installer must work unattended; otherwise, the user gets its console
 * @throws {@link VirtualMachineError} if nothing was installed
 */
export async function withInstalled(
  request: MachineRequest,
  isTest: boolean,
  terminal: Terminal,
  use: (installed: Installed) => Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), "cdknix-vm-install-"));
  try {
    const disks = disksIn(directory, request.disks);
    const prepared = { ...request, disks, uefiVariables: path.join(directory, "variables") };
    const { result, seconds } = await install(prepared, isTest, terminal);
    await use({ request: installedRequest(prepared, result), seconds });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function install(
  request: MachineRequest,
  isTest: boolean,
  terminal: Terminal,
): Promise<{ readonly result: InstallationResult; readonly seconds: number }> {
  const powerOn = performance.now();
  const { machine } = await startMachine(request, terminal);
  try {
    const result = isTest ? await unattended(machine, request, terminal) : await attended(machine, terminal);
    const seconds = Math.round((performance.now() - powerOn) / 100) / 10;
    if (result.outcome !== "installed") throw notInstalled(result, machine.console.text());
    terminal.step(`${result.host ?? request.image.host}: installed (${String(seconds)} s after power-on)`);
    if (isTest) await endInstallation(machine);
    return { result, seconds };
  } finally {
    await machine.dispose();
    terminal.step(`console log of the installer: ${consoleLogOf(request)}`);
  }
}

/** Waits for an unattended installer, and reports its steps. */
async function unattended(
  machine: VirtualMachine,
  { timeout }: MachineRequest,
  terminal: Terminal,
): Promise<InstallationResult> {
  onLine(machine.console, (line) => {
    if (/^install(?:-[\w-]+)?: /.test(line) && installationResult(line) === undefined) terminal.step(line);
  });
  return waitForInstallation(machine, Math.max(timeout, defaultSilence));
}

/** Attaches the user to an installer until the machine is off. */
async function attended(machine: VirtualMachine, terminal: Terminal): Promise<InstallationResult> {
  terminal.step(`${consoleHint}; restart the machine after the installation, and it boots from its disks`);
  const detach = attachConsole(machine.console, process.stdin, process.stdout, () => {
    process.kill(process.pid, "SIGINT");
  });
  try {
    await machine.off();
  } finally {
    detach();
  }
  const text = machine.console.text();
  return resultIn(text) ?? { host: undefined, outcome: "stopped", details: "the machine was turned off" };
}

/** The request for the machine after its installation: it has the name and the ssh keys of the installed host. */
function installedRequest(request: MachineRequest, { host }: InstallationResult): MachineRequest {
  const { image, directory } = request;
  const { target } = image;
  const installed = host === undefined ? undefined : target.flake.hosts[host];
  if (host === undefined || installed === undefined) return { ...request, boots: "disks" };
  const texts = hostTexts(image.flakeDirectory, { name: host, flake: target.flake, host: installed });
  return {
    ...request,
    boots: "disks",
    image: { ...image, host, texts },
    directory: path.join(path.dirname(directory), hostFileName(host)),
  };
}
