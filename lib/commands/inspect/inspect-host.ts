import * as path from "node:path";
import * as TE from "fp-ts/TaskEither";
import { pipe } from "fp-ts/function";
import { lastTargetSync } from "../../pipeline/build/last-build";
import { inspectImage, type InspectContext } from "../../pipeline/image/inspect-image";
import type { Inspection } from "../../pipeline/image/inspection";
import { whileLocked, withStaging } from "../../pipeline/program";
import type { Reporter } from "../../pipeline/reporter";
import { embeddedNixpkgs, nixSettings, type SynthRequest } from "../../pipeline/request";
import { step, type Step } from "../../pipeline/step";
import { findNix } from "../../platform/nix/tool";
import { inspectConstructs } from "./without-constructs";

/** What is to be looked into. */
export interface InspectRequest extends Omit<SynthRequest, "hosts" | "until" | "force" | "frozenLocks"> {
  readonly host: string;
  /** Also tell what each construct brings, which takes an evaluation and a build of the system for each. */
  readonly withConstructs: boolean;
}

/**
 * What is inside the ISO of a host that was built last: the program is not run, and the output and its ISO are left as they
 * are.
 */
export function inspectHost(request: InspectRequest, reporter: Reporter): Step<Inspection> {
  const inspection = withStaging(request, (staging) =>
    pipe(
      step(() => lastTargetSync(request, request.host)),
      TE.chain(({ target, build }) =>
        step(async () => {
          const asked = await contextOf(request, reporter);
          const inspected = await inspectImage(asked, target, build);
          if (!request.withConstructs) return inspected;
          // What was built on the offline base is built there again, whatever is asked for now.
          const isOther = inspected.isOfflineBase && request.nixpkgs !== embeddedNixpkgs;
          const context = isOther ? await contextOf({ ...request, nixpkgs: embeddedNixpkgs }, reporter) : asked;
          const scratch = path.join(staging.tree, "without");
          return {
            ...inspected,
            constructs: await inspectConstructs(context, { target, closure: inspected.closure.paths, scratch }),
          };
        }),
      ),
    ),
  );
  return whileLocked(request, reporter, inspection);
}

async function contextOf(request: InspectRequest, reporter: Reporter): Promise<InspectContext> {
  const tool = await findNix(nixSettings(request));
  return { tool: () => Promise.resolve(tool), request, reporter };
}
