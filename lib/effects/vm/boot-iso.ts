import { accessSync, constants, mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { BootOptions } from "./boot-options";
import { isoUnreadable, noSsh, VirtualMachineError } from "./errors";
import { findProgram } from "./find-program";
import { poll } from "./poll";
import { QemuProcess } from "./qemu-process";
import { RunningMachine } from "./running-machine";
import type { VirtualMachine } from "./virtual-machine";

/** Seconds until ssh must answer. */
const defaultBootTimeout = 300;

/**
 * Boots an ISO in QEMU and, when `ssh` is given, waits until one can log in.
 *
 * ```ts
 * const machine = await bootIso({ iso, firmware: "uefi", medium: "usb", ssh: { identity } });
 * try {
 *   expect(await machine.ssh("systemctl is-system-running")).toMatchObject({ stdout: "running\n" });
 * } finally {
 *   await machine.dispose();
 * }
 * ```
 *
 * @throws {@link VirtualMachineError} when a program is missing, QEMU ends, or nobody can log in; nothing is left running
 */
export async function bootIso(options: BootOptions): Promise<VirtualMachine> {
  const iso = path.resolve(options.iso);
  requireReadable(iso);
  if (options.ssh !== undefined) findProgram("ssh", "openssh-client");
  const powerOn = performance.now();
  const qemu = await QemuProcess.start({ ...options, iso });
  try {
    const machine = await RunningMachine.on(qemu, options);
    if (options.ssh !== undefined) {
      await waitForSsh(machine, qemu, options);
      machine.secondsToSsh = (performance.now() - powerOn) / 1000;
    }
    return machine;
  } catch (error) {
    await qemu.dispose();
    throw error;
  }
}

async function waitForSsh(machine: RunningMachine, qemu: QemuProcess, options: BootOptions): Promise<void> {
  const seconds = options.bootTimeout ?? defaultBootTimeout;
  let lastAttempt = "";
  const end = performance.now() + seconds * 1000;
  const attempt = async (): Promise<true | undefined> => {
    // QEMU takes every connection at once; whether anybody answers behind it shows only with time.
    const timeout = Math.max(1, Math.min(30, Math.ceil((end - performance.now()) / 1000)));
    try {
      const { exitCode, stderr } = await machine.ssh("true", { timeout });
      lastAttempt = stderr;
      return exitCode === 0 ? true : undefined;
    } catch (error) {
      if (!VirtualMachineError.isVirtualMachineError(error) || error.code !== "command-timeout") throw error;
      lastAttempt = `no answer within ${String(timeout)} s`;
      return undefined;
    }
  };
  const answered = await poll(attempt, { seconds, every: 1 });
  if (answered !== undefined) return;
  await keepArtifacts(machine, options.artifacts);
  throw noSsh(seconds, lastAttempt, options.artifacts, qemu.serial());
}

async function keepArtifacts(machine: RunningMachine, directory: string | undefined): Promise<void> {
  if (directory === undefined) return;
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, "serial.txt"), machine.console.text());
  await machine.screenshot(path.join(directory, "screen.png"));
}

function requireReadable(iso: string): void {
  try {
    accessSync(iso, constants.R_OK);
  } catch (error) {
    throw isoUnreadable(iso, error as Error);
  }
}
