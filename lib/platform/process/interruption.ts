import { readdirSync, readFileSync } from "node:fs";
import { Failure } from "../failure";

// Running child processes and the interruption state: global, because there is one process.
const running = new Set<number>();
const controller = new AbortController();

/** Aborted when this process receives a signal to terminate. */
export const interruption: AbortSignal = controller.signal;

/**
 * Interrupts this process: forwards the signal to all child processes and their descendants, and prevents new ones from
 * starting. Code that waits for a child gets a failure when the child has ended, and cleans up.
 */
export function interrupt(signal: NodeJS.Signals): void {
  controller.abort();
  for (const child of running) for (const pid of [child, ...descendantsOf(child)]) sendSignal(pid, signal);
}

/** Waits for a child process; {@link interrupt} ends it too. */
export async function untilEnded<T>(pid: number | undefined, end: Promise<T>): Promise<T> {
  if (pid === undefined) return end;
  running.add(pid);
  try {
    return await end;
  } finally {
    running.delete(pid);
  }
}

/** Throws a failure if this process was interrupted. */
export function throwIfInterrupted(): void {
  if (interruption.aborted) throw interrupted();
}

/** The user or the system ended this process with a signal. */
export function interrupted(): Failure {
  return new Failure({ kind: "unexpected", code: "interrupted", message: "interrupted" });
}

/** A shell does not forward signals. Only Linux exposes parent IDs; elsewhere a terminal signals all of them. */
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
    // The preceding name is in parentheses and may contain spaces.
    return Number(line.slice(line.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    // It has ended in the meantime.
    return undefined;
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended in the meantime, or runs as another user, whose parent ends it.
  }
}
