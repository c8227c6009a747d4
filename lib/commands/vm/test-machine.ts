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

/** What a test of an image came to. */
export interface MachineTest {
  readonly host: string;
  /** Absolute path of the ISO. */
  readonly iso: string;
  /** Whether the processor was this machine's own, or emulated. */
  readonly acceleration: "kvm" | "tcg";
  /** How the system was reached, and its commands were run. */
  readonly reachedBy: "ssh" | "console";
  /** Seconds from power on until the system was up. */
  readonly seconds: number;
  readonly commands: readonly CommandResult[];
  /** File of all that the serial console said, absolute. */
  readonly consoleLog: string;
}

/**
 * Waits until a machine is up and runs commands in it, one after the other, until one fails.
 * @param onResult told how each command ended, when it has
 * @throws a failure of kind `boot` when the system does not come up or a command fails; a picture of the screen is then
 * kept beside the console
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
    // Of a machine that is gone there is none to be had.
    const isTaken = await machine.screenshot(picture).then(
      () => true,
      () => false,
    );
    if (isTaken) reporter.step(`the screen at that time: ${picture}`);
    throw error;
  }
}
