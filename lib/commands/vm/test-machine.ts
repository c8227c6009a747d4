import * as path from "node:path";
import type { Reporter } from "../../pipeline/reporter";
import type { SshResult } from "../../platform/qemu/virtual-machine";
import { commandFailed } from "./errors";
import { consoleLogOf, type MachineRequest, type StartedMachine } from "./start-machine";
import { runIn, waitUntilBooted } from "./wait-until-booted";

/** A command that was run in a machine. */
export interface CommandResult extends SshResult {
  readonly command: string;
}

/** The result of a test of an image. */
export interface MachineTest {
  readonly host: string;
  /** Absolute path of the ISO. */
  readonly iso: string;
  /** Whether KVM was used, or the processor was emulated. */
  readonly acceleration: "kvm" | "tcg";
  /** How commands were run in the system. */
  readonly reachedBy: "ssh" | "console";
  /** Seconds from power-on until the system was up. */
  readonly seconds: number;
  readonly commands: readonly CommandResult[];
  /** File with the log of the serial console, absolute. */
  readonly consoleLog: string;
}

/**
 * Waits until a machine is up and runs commands in it, one after the other, until one fails.
 * @param onResult called with the result of each command that succeeds
 * @throws a failure of kind `boot` if the system does not boot or a command fails; a screenshot is then kept next to the
 * console log
 */
export async function testMachine(
  started: StartedMachine,
  request: MachineRequest,
  commands: readonly string[],
  reporter: Reporter,
  onResult: (result: CommandResult) => void,
): Promise<MachineTest> {
  const { machine, access } = started;
  const { image, timeout } = request;
  const powerOn = performance.now();
  try {
    await waitUntilBooted(started, request, reporter, { mayType: true });
    const seconds = Math.round((performance.now() - powerOn) / 100) / 10;
    const results: CommandResult[] = [];
    for (const command of commands) {
      reporter.step(`running in ${image.host}: ${command}`);
      const result = await runIn(started, command, timeout);
      results.push({ command, ...result });
      if (result.exitCode !== 0) throw commandFailed(image.host, command, result, consoleLogOf(request));
      onResult({ command, ...result });
    }
    if (request.screenshot !== undefined) await machine.screenshot(request.screenshot);
    return {
      host: image.host,
      iso: image.iso,
      acceleration: machine.acceleration,
      reachedBy: access.kind,
      seconds,
      commands: results,
      consoleLog: consoleLogOf(request),
    };
  } catch (error) {
    const picture = request.screenshot ?? path.join(request.directory, "screen.png");
    // A machine that has stopped has no screen.
    const isTaken = await machine.screenshot(picture).then(
      () => true,
      () => false,
    );
    if (isTaken) reporter.step(`screenshot at the time of the failure: ${picture}`);
    throw error;
  }
}
