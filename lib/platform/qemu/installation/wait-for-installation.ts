import { setTimeout as sleep } from "node:timers/promises";
import { installationResult, type InstallationResult } from "../../../model";
import type { MachineConsole, VirtualMachine } from "../virtual-machine";
import { installationEnded, installationSilent } from "./errors";

/** Seconds without output after which an installer counts as stuck: more than an emulated processor needs for a step. */
export const defaultSilence = 600;

/** Seconds without output after which an installed machine counts as one that stays on. */
const staysAfter = 60;

/** Colors and other control sequences of terminals. */
const controlSequences = /\u001b(?:\[[\d;?]*[A-Za-z]|\][^\u0007]*\u0007|[()][A-Z0-9]|[A-Za-z=>])/g;

/** The animation with which systemd shows that a job takes long: "[ ***  ] Job x.service/start running (5s / no limit)". */
const animation = /\[[ *]*\] .*\brunning \(.* \/ .*\)\s*$/;

/**
 * The result that an installer has printed on a console, if any. A person can run it several times: then that of the last run.
 * Lines that are not complete yet do not count.
 */
export function resultIn(text: string): InstallationResult | undefined {
  const complete = text.split("\n").slice(0, -1);
  return complete.flatMap((line) => installationResult(withoutControl(line)) ?? []).at(-1);
}

/**
 * Calls a function with each line of a console, without control characters. Animations, which say nothing about progress, are
 * omitted.
 */
export function onLine(console: Pick<MachineConsole, "onOutput">, listener: (line: string) => void): void {
  let rest = "";
  console.onOutput((output) => {
    const lines = (rest + output.toString("latin1")).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines.map(withoutControl)) if (!animation.test(line)) listener(line);
  });
}

const withoutControl = (line: string): string => line.replaceAll(controlSequences, "").replaceAll("\r", "");

/**
 * Waits until the installer in a machine prints its result on the serial console. There is no limit for the whole
 * installation, whose duration depends on the machine, but one for the time without output.
 * @param silence seconds without output until this is an error
 * @throws {@link VirtualMachineError} on timeout, or if the machine ends before
 */
export async function waitForInstallation(
  machine: Pick<VirtualMachine, "console" | "off">,
  silence: number = defaultSilence,
): Promise<InstallationResult> {
  const activity = watch(machine);
  for (;;) {
    // Before the output is read: a machine that ends prints nothing more.
    const { hasEnded } = activity;
    const result = resultIn(machine.console.text());
    if (result !== undefined) return result;
    if (hasEnded) throw installationEnded(machine.console.text());
    if (activity.secondsSilent() >= silence) throw installationSilent(silence, machine.console.text());
    await sleep(200);
  }
}

/** Waits until a machine is off that reboots or turns off after its installation, and turns off one that stays on. */
export async function endInstallation(machine: Pick<VirtualMachine, "console" | "off" | "shutdown">): Promise<void> {
  const activity = watch(machine);
  while (!activity.hasEnded && activity.secondsSilent() < staysAfter) await sleep(200);
  if (!activity.hasEnded) await machine.shutdown();
}

interface Activity {
  /** Whether the machine has ended. */
  hasEnded: boolean;
  /** Seconds since the last output. */
  secondsSilent(): number;
}

function watch(machine: Pick<VirtualMachine, "console" | "off">): Activity {
  let last = performance.now();
  const activity: Activity = { hasEnded: false, secondsSilent: () => (performance.now() - last) / 1000 };
  onLine(machine.console, () => {
    last = performance.now();
  });
  const ended = (): void => {
    activity.hasEnded = true;
  };
  machine.off().then(ended, ended);
  return activity;
}
