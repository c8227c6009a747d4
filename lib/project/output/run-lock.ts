import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { setTimeout } from "node:timers/promises";
import { throwIfInterrupted } from "../../platform/process/interruption";
import { livenessOf, ownIdentity, parseIdentity, type ProcessIdentity } from "../../platform/process/process-identity";
import { systemErrorCode, systemFailure } from "../../platform/system-error";
import { outputLocked } from "./errors";
import { outputPaths } from "./output-paths";

/** The right to write an output directory, held until released or until this process ends, however it ends. */
export interface RunLock {
  release(): void;
}

/** How long a run waits for another one, and who is told that it does. */
export interface LockOptions {
  /** Seconds to wait at most. Default: 600, longer than a build from nothing takes. */
  readonly waitSeconds?: number;
  /** Told once, when there is something to wait for. */
  readonly onWait?: (message: string) => void;
}

const defaultWaitSeconds = 600;
const pollMilliseconds = 50;

/**
 * Waits until no other run writes an output directory, and keeps others from it.
 * @throws a failure that names the other run when it takes too long, or when the lock cannot be written.
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

/** Tries again each time it is asked to go on; ends with the lock. */
function* attemptsOf(output: string, options: LockOptions): Generator<undefined, RunLock> {
  const { lock: directory, output: absolute } = outputPaths(output);
  const waitSeconds = options.waitSeconds ?? defaultWaitSeconds;
  const deadline = Date.now() + waitSeconds * 1000;
  let told = false;
  for (;;) {
    const attempt = tryLock(directory, absolute);
    if ("release" in attempt) return attempt;
    const holder = `process ${String(attempt.pid)}`;
    if (Date.now() >= deadline) {
      const elsewhere = livenessOf(attempt) === "unknown";
      throw outputLocked(absolute, elsewhere ? `${holder} of another container` : holder, waitSeconds, elsewhere);
    }
    if (!told) options.onWait?.(`waiting for ${holder}, which is writing ${absolute}`);
    told = true;
    yield;
  }
}

/**
 * The lock is a directory of numbered files; who made the highest one holds it, until the file is empty or its maker is
 * dead. Taking it means to make the next number by link(2), which exactly one of several can do, with the content already
 * in place. The highest number never goes down, so a slow run that makes a number from an outdated look finds a higher one
 * afterwards, and knows that it came too late.
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
    // Made empty, not removed, so that the highest number stays; and that needs no space on a full disk.
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

/** Who holds the lock by a file; undefined when it was released, its maker is dead, or there is no such file. */
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

/** Whether the file was made by us; not when somebody else was faster. */
function makeClaim(directory: string, claim: string): boolean {
  const draft = path.join(directory, `draft-${randomBytes(8).toString("hex")}`);
  try {
    writeFileSync(draft, JSON.stringify(ownIdentity()));
    linkSync(draft, claim);
    return true;
  } catch (error) {
    // ENOENT: the holder took the draft, not yet written, for one of the dead.
    if (["EEXIST", "ENOENT"].includes(systemErrorCode(error) ?? "")) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * How many numbers are kept. While the directory is read, entries come and go; were only the newest kept, a look could miss
 * it and its successor both, and a slow run would take its own outdated number for the highest.
 */
const keptNumbers = 8;

/** Removes numbers of the past, and drafts of runs that were killed while they wrote one. */
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
    // Cut off in the middle of writing. Should its maker live, it tries again.
    return true;
  }
}
