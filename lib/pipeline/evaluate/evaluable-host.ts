import * as TE from "fp-ts/TaskEither";
import { pipe } from "fp-ts/function";
import type { NixosHost } from "../../platform/nix/evaluate";
import { findNix, type NixTool } from "../../platform/nix/tool";
import { readBuildRecordSync } from "../../project/results/build-record";
import { hostNotExplained } from "../errors";
import { lockFlakes, seedLocks } from "../lock/lock";
import { runUserProgram, whileLocked, withStaging } from "../program";
import type { Reporter } from "../reporter";
import { effectiveNixSettings, type SynthRequest } from "../request";
import { step, type Step } from "../step";
import { selectTarget, type Target } from "../targets";
import { attributed } from "./attributed";
import type { EvaluationContext } from "./evaluate-target";
import { tryNixosHost } from "./flake-sources";

/** A host of a program, in a tree that Nix can evaluate. */
export interface EvaluableHost {
  readonly target: Target;
  readonly host: NixosHost;
  readonly tool: NixTool;
  /** A staging directory. */
  readonly tree: string;
  readonly context: EvaluationContext;
}

/** A request to evaluate a host. */
export type HostRequest = Omit<SynthRequest, "hosts" | "until" | "force"> & { readonly host: string };

/**
 * Evaluates something about a host: the program writes a tree to a staging directory, and its inputs are locked there as for
 * a build. An error of Nix is mapped to the program. The output and the project's lock files do not change.
 */
export function evaluateStaged<Result>(
  request: HostRequest,
  reporter: Reporter,
  evaluate: (host: EvaluableHost) => Promise<Result>,
): Step<Result> {
  const whole: SynthRequest = { ...request, hosts: [request.host], until: "plan", force: false };
  const evaluation = pipe(
    step(() => findNix(effectiveNixSettings(whole))),
    TE.chain((tool) =>
      withStaging(whole, (staging) =>
        pipe(
          runUserProgram(whole, staging, reporter),
          TE.bindTo("program"),
          TE.bind("target", ({ program }) => TE.fromEither(selectTarget(program.manifest, request.host))),
          TE.chain(({ program, target }) =>
            step(async () => {
              const { tree } = staging;
              const context = { tool: () => Promise.resolve(tool), request: whole, reporter };
              seedLocks(whole, tree, program.manifest);
              const known = readBuildRecordSync(whole.output).locks;
              await lockFlakes({ ...context, known }, tree, [target.flake]);
              const host = await tryNixosHost(context, target, tree);
              if (host === undefined) throw hostNotExplained(target.name, target.host.installable);
              reporter.step(`evaluating ${target.name}`, "evaluate");
              const source = { flake: target.flake, tree, directory: host.directory };
              return attributed(
                evaluate({ target, host, tool, tree, context }),
                { ...source, attribute: target.host.installable },
                context,
              );
            }),
          ),
        ),
      ),
    ),
  );
  return whileLocked(whole, reporter, evaluation);
}
