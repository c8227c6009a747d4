import * as path from "node:path";
import * as TE from "fp-ts/TaskEither";
import { pipe } from "fp-ts/function";
import { lastResultSync } from "../../pipeline/build/last-build";
import { inspectImage, type InspectContext } from "../../pipeline/image/inspect-image";
import type { Inspection } from "../../pipeline/image/inspection";
import { whileLocked, withStaging } from "../../pipeline/program";
import type { Reporter } from "../../pipeline/reporter";
import { effectiveNixSettings, embeddedNixpkgs, type SynthRequest } from "../../pipeline/request";
import { step, type Step } from "../../pipeline/step";
import { findNix } from "../../platform/nix/tool";
import { inspectConstructs } from "./inspect-constructs";

/** A request to inspect an image. */
export interface InspectRequest extends Omit<SynthRequest, "hosts" | "until" | "force" | "frozenLocks"> {
  readonly host: string;
  /** Also measures what each construct adds, which takes an evaluation and a build of the system for each. */
  readonly withConstructs: boolean;
}

/**
 * Inspects a host's last built ISO, or the system of a machine. Does not run the program, and changes nothing.
 */
export function inspectHost(request: InspectRequest, reporter: Reporter): Step<Inspection> {
  const inspection = withStaging(request, (staging) =>
    pipe(
      step(() => lastResultSync(request, request.host)),
      TE.chain(({ target, build }) =>
        step(async () => {
          const requested = await contextOf(request, reporter);
          const inspected = await inspectImage(requested, target, build);
          if (!request.withConstructs) return inspected;
          // An image of the offline base is compared on the offline base, even if another nixpkgs is set now.
          const isOther = inspected.isOfflineBase && request.nixpkgs !== embeddedNixpkgs;
          const context = isOther ? await contextOf({ ...request, nixpkgs: embeddedNixpkgs }, reporter) : requested;
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
  const tool = await findNix(effectiveNixSettings(request));
  return { tool: () => Promise.resolve(tool), request, reporter };
}
