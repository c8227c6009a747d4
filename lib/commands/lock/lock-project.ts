import * as path from "node:path";
import * as TE from "fp-ts/TaskEither";
import { pipe } from "fp-ts/function";
import type { Manifest } from "../../model";
import { lockOutdated } from "../../pipeline/errors";
import { lockTarget, whileLocking, withoutOfflineBase } from "../../pipeline/lock/lock";
import { describeLockChange, lockChanges, lockedInputs } from "../../pipeline/lock/lock-changes";
import { runUserProgram, whileLocked, withStaging } from "../../pipeline/program";
import { logListener, type Reporter } from "../../pipeline/reporter";
import { effectiveNixSettings, type SynthRequest } from "../../pipeline/request";
import { step, type Step } from "../../pipeline/step";
import type { InputUpdates } from "../../platform/nix/flakes";
import { findNix } from "../../platform/nix/tool";
import { lockForProject } from "../../project/lock-file/flake-lock";
import { inputsUnknown } from "./errors";

/** The result of locking a flake. */
export interface ProjectLock {
  /** The project's lock file, absolute. */
  readonly lockFile: string;
  /** The locked reference of each input; for an input that follows another, the path of that one. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Descriptions of the changes. */
  readonly changes: readonly string[];
}

/**
 * Locks the inputs of a program's flakes in the project. Builds nothing, and does not change the output.
 * @param updates inputs to update.
 */
export function lockProject(
  request: SynthRequest,
  updates: InputUpdates,
  reporter: Reporter,
): Step<readonly ProjectLock[]> {
  const locking = withStaging(request, (staging) =>
    pipe(
      runUserProgram(request, staging, reporter),
      TE.chain(({ manifest }) => step(() => lockInTree({ request, updates, reporter }, staging.tree, manifest))),
    ),
  );
  return whileLocked(request, reporter, locking);
}

interface LockContext {
  readonly request: SynthRequest;
  readonly updates: InputUpdates;
  readonly reporter: Reporter;
}

async function lockInTree(
  { request, updates, reporter }: LockContext,
  tree: string,
  manifest: Manifest,
): Promise<readonly ProjectLock[]> {
  const tool = await findNix(effectiveNixSettings(request));
  // Not the log lines: changes are reported here, in the same form for every Nix version.
  const { onEvent } = logListener(reporter);
  const settings = { updates, listeners: { onEvent } };
  reporter.step("locking the inputs", "lock");
  const made = [];
  for (const flake of Object.values(manifest.flakes)) {
    const locking = lockForProject(tool, lockTarget(request, tree, flake), settings);
    // Even a project that builds on the offline base locks its inputs from the network.
    const lock = withoutOfflineBase(whileLocking(locking, { flake, tree, request }));
    made.push({ lockFile: flake.lockFile, ...(await lock) });
  }
  // An input may belong to only one of several flakes.
  const known = [...new Set(made.flatMap(({ after }) => [...lockedInputs(after).keys()]))];
  const unknown = updates === "all" ? [] : updates.filter((input) => !known.includes(input));
  if (unknown.length > 0) throw inputsUnknown(unknown, known);
  const locks = made.map((lock) => ({
    ...lock,
    changes: lockChanges(lock.before, lock.after).map(describeLockChange),
  }));
  const outdated = locks.find(({ isKept }) => request.frozenLocks && !isKept);
  if (outdated !== undefined) throw lockOutdated(outdated.lockFile, outdated.changes);
  return locks.map(({ lockFile, after, changes, keep }) => {
    keep();
    const inputs = [...lockedInputs(after)].map(([name, { reference, locked }]) => [name, locked || reference]);
    return {
      lockFile: path.resolve(request.projectDirectory, lockFile),
      inputs: Object.fromEntries(inputs) as Record<string, string>,
      changes,
    };
  });
}
