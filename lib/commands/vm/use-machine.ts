import type { Terminal } from "../../cli/terminal/terminal";
import { VirtualMachineError } from "../../platform/qemu/errors";
import { attachConsole, consoleHint } from "./attach-console";
import { machineFailure } from "./errors";
import { withInstalled } from "./install-machine";
import type { VmOptions } from "./options";
import { consoleLogOf, startMachine, type MachineRequest, type StartedMachine } from "./start-machine";
import { testMachine } from "./test-machine";
import { waitUntilBooted } from "./wait-until-booted";

/** Boots a machine, tests it or attaches the user to it, and stops it. With `--install`, installs it first. */
export async function useMachine(request: MachineRequest, options: VmOptions, terminal: Terminal): Promise<void> {
  try {
    if (options.install !== true) await boot(request, options, terminal);
    else {
      await withInstalled(request, isTest(options), terminal, async (installed) =>
        boot(installed.request, options, terminal, installed.seconds),
      );
    }
  } catch (error) {
    throw VirtualMachineError.isVirtualMachineError(error) ? machineFailure(error, consoleLogOf(request)) : error;
  }
}

const isTest = ({ test, run }: VmOptions): boolean => test === true || run !== undefined;

/** @param secondsToInstall undefined if the machine was not installed */
async function boot(
  request: MachineRequest,
  options: VmOptions,
  terminal: Terminal,
  secondsToInstall?: number,
): Promise<void> {
  const log = consoleLogOf(request);
  try {
    const started = await startMachine(request, terminal);
    try {
      if (isTest(options)) await test(started, request, options, terminal, secondsToInstall);
      else await attend(started, request, terminal);
    } finally {
      await started.machine.dispose();
      terminal.step(`console log: ${log}`);
    }
  } catch (error) {
    throw VirtualMachineError.isVirtualMachineError(error) ? machineFailure(error, log) : error;
  }
}

async function test(
  started: StartedMachine,
  request: MachineRequest,
  options: VmOptions,
  terminal: Terminal,
  secondsToInstall: number | undefined,
): Promise<void> {
  const isJson = options.json ?? false;
  if (options.verbose === true) started.machine.console.onOutput((text) => process.stderr.write(text));
  const result = await testMachine(started, request, options.run ?? [], terminal, ({ stdout, stderr }) => {
    if (stderr !== "") terminal.nix(stderr);
    if (!isJson && stdout !== "") terminal.result(stdout.replace(/\n$/, ""), "data");
  });
  if (isJson)
    terminal.result(
      JSON.stringify({ ...result, ...(secondsToInstall === undefined ? {} : { secondsToInstall }) }, undefined, 2),
    );
  terminal.summary(`${result.host}: passed (${String(result.seconds)} s after power-on)`);
}

/** Attaches the user to a machine until it shuts down or the user stops it. */
async function attend(started: StartedMachine, request: MachineRequest, terminal: Terminal): Promise<void> {
  const { machine } = started;
  terminal.step(consoleHint);
  const detach = attachConsole(machine.console, process.stdin, process.stdout, () => {
    process.kill(process.pid, "SIGINT");
  });
  const isWaiting = request.copyToRam || request.screenshot !== undefined;
  const problem = isWaiting ? whenUp(started, request, terminal) : new Promise<never>(() => undefined);
  try {
    await Promise.race([machine.off(), problem]);
  } finally {
    detach();
  }
}

/** Runs the requested actions once the system is up; settles only if they fail. */
async function whenUp(started: StartedMachine, request: MachineRequest, terminal: Terminal): Promise<never> {
  const { machine } = started;
  await waitUntilBooted(started, request, terminal, { mayType: false });
  if (request.screenshot !== undefined) {
    await machine.screenshot(request.screenshot);
    terminal.step(`screenshot: ${request.screenshot}`);
  }
  return new Promise(() => undefined);
}
