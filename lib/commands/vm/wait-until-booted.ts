import type { Reporter } from "../../pipeline/reporter";
import { loginPrompt, runOnConsole } from "../../platform/qemu/console/console-command";
import { waitForSsh } from "../../platform/qemu/ssh/wait-for-ssh";
import type { SshResult } from "../../platform/qemu/virtual-machine";
import { mediumNeeded, notCopiedToRam } from "./errors";
import { consoleLogOf, type MachineRequest, type StartedMachine } from "./start-machine";

/** Runs a command in a machine that is up, as root or as the ssh user. */
export function runIn({ machine, access }: StartedMachine, command: string, timeout: number): Promise<SshResult> {
  return access.kind === "ssh"
    ? machine.ssh(command, { ...access.account, timeout })
    : runOnConsole(machine.console, command, timeout);
}

/**
 * Waits until the system is up: until ssh login works or, without a key, until the console shows its login prompt. Then
 * removes the medium, if requested.
 * @param mayType whether commands may be typed on the console, which the user may be using
 */
export async function waitUntilBooted(
  started: StartedMachine,
  request: MachineRequest,
  reporter: Reporter,
  { mayType }: { readonly mayType: boolean },
): Promise<void> {
  const { machine, access } = started;
  const { timeout, image } = request;
  if (access.kind === "ssh") await waitForSsh(machine, { account: access.account, timeout });
  else await machine.console.waitFor(loginPrompt, { timeout });
  reporter.step(`${image.host} is up: ${access.kind === "ssh" ? "ssh login works" : "login prompt on the console"}`);
  if (!request.copyToRam) return;
  const canRun = access.kind === "ssh" || mayType;
  if (canRun && (await runIn(started, "grep -qw copytoram /proc/cmdline", timeout)).exitCode !== 0) {
    throw notCopiedToRam(image.host);
  }
  await machine.eject();
  reporter.step("medium removed");
  if (!canRun) return;
  // Drop what the kernel has already read from the medium.
  const after = await runIn(started, "sync; echo 3 >/proc/sys/vm/drop_caches; exec sh -c true", timeout);
  if (after.exitCode !== 0) throw mediumNeeded(image.host, `${after.stderr}\nsee ${consoleLogOf(request)}`);
}
