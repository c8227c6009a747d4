import * as path from "node:path";
import * as TE from "fp-ts/TaskEither";
import { pipe } from "fp-ts/function";
import { isEarlierOutputSync, takeEarlierOutputSync } from "../project/output/earlier-output";
import { checkOursSync } from "../project/output/publish";
import { lockOutput } from "../project/output/run-lock";
import { makeStagingSync, removeLeftoversSync, type Staging } from "../project/output/staging";
import { warningsRejected } from "../project/program/errors";
import { runProgram, type ProgramOutcome } from "../project/program/run-program";
import type { Reporter } from "./reporter";
import type { ProgramSettings } from "./request";
import { step, type Step } from "./step";

/** Runs an action while holding the lock on the output. */
export function whileLocked<A>(settings: ProgramSettings, reporter: Reporter, action: Step<A>): Step<A> {
  const lock = step(() => {
    checkOursSync(settings.output);
    return lockOutput(settings.output, {
      onWait: (message) => {
        reporter.step(message);
      },
    });
  });
  return TE.bracket(
    lock,
    () =>
      pipe(
        step(() => {
          removeLeftoversSync(settings.output);
        }),
        TE.chain(() => action),
      ),
    (held) =>
      step(() => {
        held.release();
      }),
  );
}

/** Runs an action with a working directory that is removed afterwards. */
export function withStaging<A>(settings: ProgramSettings, action: (staging: Staging) => Step<A>): Step<A> {
  return TE.bracket(
    step(() => makeStagingSync(settings.output)),
    action,
    (staging) =>
      step(() => {
        staging.remove();
      }),
  );
}

/**
 * Runs the user's program into staging and reports its warnings; with `strict`, fails if there are any. If `app` is the
 * output of an earlier run, uses that instead of running a program.
 */
export function runUserProgram(settings: ProgramSettings, staging: Staging, reporter: Reporter): Step<ProgramOutcome> {
  return step(async () => {
    const earlier = path.resolve(settings.projectDirectory, settings.app);
    if (isEarlierOutputSync(earlier)) return { manifest: takeEarlierOutputSync(earlier, staging), issues: [] };
    reporter.step(`running ${settings.app}`, "synthesize");
    const outcome = await runProgram({ ...settings, command: settings.app }, staging);
    const all = [...settings.configWarnings, ...outcome.issues];
    const isWarned = all.some(({ severity }) => severity === "warning");
    if (settings.strict && isWarned) throw warningsRejected(all);
    for (const issue of all) reporter.issue(issue);
    return outcome;
  });
}
