import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { setTimeout } from "node:timers/promises";
import { throwIfInterrupted } from "../../platform/process/interruption";
import { livenessOf, ownIdentity, parseIdentity, type ProcessIdentity } from "../../platform/process/process-identity";
import { systemErrorCode, systemFailure } from "../../platform/system-error";
import { outputLocked } from "./errors";
import { outputPaths } from "./output-paths";

/** The exclusive right to write an output directory, until released or until this process ends. */
export interface RunLock {
  release(): void;
}

/** Options for waiting for the lock. */
export interface LockOptions {
  /** Time limit in seconds. Default: 600, longer than a build from scratch takes. */
  readonly waitSeconds?: number;
  /** Called once if the lock is held by another run. */
  readonly onWait?: (message: string) => void;
}

const defaultWaitSeconds = 600;
const pollMilliseconds = 50;

/**
 * Waits until no other run writes to an output directory, and locks it.
 * @throws a failure that names the other run on timeout, or if the lock cannot be written.
 */
export async function lockOutput(output: string, options: LockOptions = {}): Promise<RunLock> {
  const attempts = attemptsOf(output, options);
  for (let next = attempts.next(); ; next = attempts.next()) {
    if (next.done === true) return next.value;
    throwIfInterrupted();
    await setTimeout(pollMilliseconds);
  }
}

/** {@link lockOutput} for synchronous callers. */
export function lockOutputSync(output: string, options: LockOptions = {}): RunLock {
  const attempts = attemptsOf(output, options);
  for (let next = attempts.next(); ; next = attempts.next()) {
    if (next.done === true) return next.value;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMilliseconds);
  }
}

/** Makes one attempt per iteration; returns the lock. */
function* attemptsOf(output: string, options: LockOptions): Generator<undefined, RunLock> {
  const { lock: directory, output: absolute } = outputPaths(output);
  const waitSeconds = options.waitSeconds ?? defaultWaitSeconds;
  const deadline = Date.now() + waitSeconds * 1000;
  let hasReported = false;
  for (;;) {
    const attempt = tryLock(directory, absolute);
    if ("release" in attempt) return attempt;
    const holder = `process ${String(attempt.pid)}`;
    if (Date.now() >= deadline) {
      const elsewhere = livenessOf(attempt) === "unknown";
      throw outputLocked(absolute, elsewhere ? `${holder} in another container` : holder, waitSeconds, elsewhere);
    }
    if (!hasReported) options.onWait?.(`waiting for ${holder}, which is writing to ${absolute}`);
    hasReported = true;
    yield;
  }
}

/**
 * The lock is a directory of numbered files. The creator of the highest one holds the lock until the file is empty or the
 * creator is dead. A process takes the lock by creating the next number with link(2), which succeeds for exactly one of
 * several processes, with the content already in place. The highest number never decreases, so a slow process that creates
 * a number from an outdated listing finds a higher one afterwards and knows that it was too late.
 */
function tryLock(directory: string, output: string): RunLock | ProcessIdentity {
  try {
    mkdirSync(directory, { recursive: true });
    const highest = highestIn(directory);
    const holder = readHolder(path.join(directory, String(highest)));
    if (holder !== undefined) return holder;
    const mine = highest + 1;
    const claim = path.join(directory, String(mine));
    if (!makeClaim(directory, claim) || highestIn(directory) !== mine) return tryLock(directory, output);
    removeOld(directory, mine);
    return {
      release: () => {
        releaseClaim(claim);
      },
    };
  } catch (error) {
    throw systemFailure(error, `lock ${output}`) ?? error;
  }
}

function releaseClaim(claim: string): void {
  try {
    // Truncated instead of removed, so that the highest number stays; this also works on a full disk.
    truncateSync(claim);
  } catch {
    // The end of this process releases it as well.
  }
}

function highestIn(directory: string): number {
  const numbers = readdirSync(directory)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return Math.max(0, ...numbers);
}

/** The process that holds the lock through a file; undefined if it was released, its creator is dead, or it does not exist. */
function readHolder(claim: string): ProcessIdentity | undefined {
  let text: string;
  try {
    text = readFileSync(claim, "utf8");
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
  if (text === "") return undefined;
  const identity = parseIdentity(text);
  return livenessOf(identity) === "dead" ? undefined : identity;
}

/** Whether this process created the file; false if another one was faster. */
function makeClaim(directory: string, claim: string): boolean {
  const draft = path.join(directory, `draft-${randomBytes(8).toString("hex")}`);
  try {
    writeFileSync(draft, JSON.stringify(ownIdentity()));
    linkSync(draft, claim);
    return true;
  } catch (error) {
    // ENOENT: the holder removed the draft, still empty, as a leftover.
    if (["EEXIST", "ENOENT"].includes(systemErrorCode(error) ?? "")) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Number of files to keep. Entries change while the directory is read: if only the newest were kept, a listing could miss
 * both it and its successor, and a slow process would consider its own outdated number the highest.
 */
const keptNumbers = 8;

/** Removes old numbers, and drafts of killed processes. */
function removeOld(directory: string, mine: number): void {
  for (const name of readdirSync(directory)) {
    const file = path.join(directory, name);
    if (Number(name) <= mine - keptNumbers) rmSync(file, { force: true });
    else if (name.startsWith("draft-") && isDeadDraft(file)) rmSync(file, { force: true });
  }
}

function isDeadDraft(file: string): boolean {
  try {
    return readHolder(file) === undefined;
  } catch {
    // Incompletely written. If its creator is alive, it tries again.
    return true;
  }
}
