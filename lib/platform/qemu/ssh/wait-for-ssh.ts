import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { SshAccount } from "../boot-options";
import { noSsh, VirtualMachineError } from "../errors";
import { poll } from "../poll";
import type { VirtualMachine } from "../virtual-machine";

/** Seconds until ssh must answer. */
const defaultTimeout = 300;

/** Options for waiting. */
export interface SshWait {
  /** Account to log in with. Default: the account that the machine was booted with. */
  readonly account?: SshAccount;
  /** Seconds. Default: 300. */
  readonly timeout?: number | undefined;
  /** Directory for `screen.png` and `serial.txt` if login fails. Default: none. */
  readonly artifacts?: string | undefined;
}

/**
 * Waits until login over ssh succeeds.
 * @throws {@link VirtualMachineError} on timeout or if the machine has ended
 */
export async function waitForSsh(machine: VirtualMachine, wait: SshWait): Promise<void> {
  const seconds = wait.timeout ?? defaultTimeout;
  let lastAttempt = "";
  const end = performance.now() + seconds * 1000;
  const attempt = async (): Promise<true | undefined> => {
    // QEMU accepts every connection immediately; only a timeout shows that nothing answers behind it.
    const timeout = Math.max(1, Math.min(30, Math.ceil((end - performance.now()) / 1000)));
    try {
      const { exitCode, stderr } = await machine.ssh("true", { ...wait.account, timeout });
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
  await keepArtifacts(machine, wait.artifacts);
  throw noSsh(seconds, lastAttempt, wait.artifacts, machine.console.text());
}

async function keepArtifacts(machine: VirtualMachine, directory: string | undefined): Promise<void> {
  if (directory === undefined) return;
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, "serial.txt"), machine.console.text());
  await machine.screenshot(path.join(directory, "screen.png"));
}
