import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, rmSync, truncateSync } from "node:fs";
import * as path from "node:path";
import { setTimeout } from "node:timers/promises";
import { makeDirectorySync } from "../../platform/files/make-directory";
import { throwIfInterrupted } from "../../platform/process/interruption";
import {
  livenessOf,
  readIdentitySync,
  writeIdentitySync,
  type ProcessIdentity,
} from "../../platform/process/process-identity";
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
 * The lock is a directory of numbered claims. The creator of the highest one holds the lock until the claim names no process,
 * or one that is dead. A process takes the lock by renaming a directory to the next number, which succeeds for exactly one of
 * several processes, because a directory with files cannot be replaced; the content is then already in place. (A hard link
 * would do the same, but some file systems have none.) The highest number never decreases, so a slow process that creates a
 * number from an outdated listing finds a higher one afterwards and knows that it was too late.
 */
function tryLock(directory: string, output: string): RunLock | ProcessIdentity {
  makeDirectorySync(directory, `lock ${output}`);
  try {
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
    truncateSync(holderFile(claim));
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

const holderFile = (claim: string): string => path.join(claim, "process");

/** The process that holds the lock through a claim; undefined if it was released, its creator is dead, or it does not exist. */
function readHolder(claim: string): ProcessIdentity | undefined {
  const identity = readIdentitySync(holderFile(claim));
  return identity === undefined || livenessOf(identity) === "dead" ? undefined : identity;
}

/** Whether this process created the claim; false if another one was faster. */
function makeClaim(directory: string, claim: string): boolean {
  const draft = path.join(directory, `draft-${randomBytes(8).toString("hex")}`);
  try {
    mkdirSync(draft);
    writeIdentitySync(holderFile(draft));
    renameSync(draft, claim);
    return true;
  } catch (error) {
    // ENOENT: the holder removed the draft, still empty, as a leftover. ENOTDIR: an older cdknix made a file of that number.
    if (["EEXIST", "ENOTEMPTY", "ENOENT", "ENOTDIR"].includes(systemErrorCode(error) ?? "")) return false;
    throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * Number of files to keep. Entries change while the directory is read: if only the newest were kept, a listing could miss
 * both it and its successor, and a slow process would consider its own outdated number the highest.
 */
const keptNumbers = 8;

/** Removes old numbers, and drafts of killed processes. If the creator of a draft is alive, it tries again. */
function removeOld(directory: string, mine: number): void {
  for (const name of readdirSync(directory)) {
    const claim = path.join(directory, name);
    if (name.startsWith("draft-") && readHolder(claim) === undefined) discard(claim);
    else if (Number(name) <= mine - keptNumbers || name.startsWith("old-"))
      rmSync(claim, { recursive: true, force: true });
  }
}

/** Renamed first: if its files were removed in place, its creator could rename it to a claim that names no process. */
function discard(draft: string): void {
  const old = path.join(path.dirname(draft), `old-${randomBytes(8).toString("hex")}`);
  try {
    renameSync(draft, old);
  } catch {
    // Its creator was faster.
    return;
  }
  rmSync(old, { recursive: true, force: true });
}
