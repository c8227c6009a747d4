import { readdirSync, readFileSync } from "node:fs";
import { Failure } from "../failure";

// Which programs this process runs, and whether it was told to end: there is one of each, as there is one process.
const running = new Set<number>();
const controller = new AbortController();

/** Aborted when this process is told to end. */
export const interruption: AbortSignal = controller.signal;

/**
 * Ends what this process does: every program that it runs gets the signal, with all that this has started, and no other is
 * started. Whoever waits for one gets a failure once it has ended, and clears up.
 */
export function interrupt(signal: NodeJS.Signals): void {
  controller.abort();
  for (const child of running) for (const pid of [child, ...descendantsOf(child)]) sendSignal(pid, signal);
}

/** Waits for the end of a program, which ends with this process. */
export async function untilEnded<T>(pid: number | undefined, end: Promise<T>): Promise<T> {
  if (pid === undefined) return end;
  running.add(pid);
  try {
    return await end;
  } finally {
    running.delete(pid);
  }
}

/** Throws a failure when this process was told to end. */
export function throwIfInterrupted(): void {
  if (interruption.aborted) throw interrupted();
}

function interrupted(): Failure {
  return new Failure({ kind: "unexpected", code: "interrupted", message: "interrupted" });
}

/** A shell does not pass on what it gets. Only Linux tells who started whom; elsewhere a terminal reaches them all. */
function descendantsOf(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of process.platform === "linux" ? readdirSync("/proc") : []) {
    const parent = /^\d+$/.test(name) ? parentOf(name) : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (from: number): readonly number[] =>
    (children.get(from) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

function parentOf(pid: string): number | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name before it, in parentheses, may hold blanks.
    return Number(line.slice(line.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile, or runs as another user, whose parent ends it.
  }
}
