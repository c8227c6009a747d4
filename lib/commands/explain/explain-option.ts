import * as path from "node:path";
import * as TE from "fp-ts/TaskEither";
import { pipe } from "fp-ts/function";
import { attributed } from "../../pipeline/evaluate/attributed";
import { tryNixosHost } from "../../pipeline/evaluate/flake-sources";
import { lockFlakes, seedLocks } from "../../pipeline/lock/lock";
import { runUserProgram, whileLocked, withStaging } from "../../pipeline/program";
import type { Reporter } from "../../pipeline/reporter";
import { effectiveNixSettings, embeddedNixpkgs, type SynthRequest } from "../../pipeline/request";
import { step, type Step } from "../../pipeline/step";
import { selectTarget, type Target } from "../../pipeline/targets";
import { tryReadTextSync } from "../../platform/files/read-texts";
import { findNix, type NixTool } from "../../platform/nix/tool";
import { parseOptionPath } from "../../project/option-path";
import { readBuildRecordSync } from "../../project/results/build-record";
import { hostNotExplained } from "./errors";
import { evaluateOption } from "./evaluate-option";
import type { Explanation } from "./explanation";
import { explanationOf } from "./explanation-of";

/** A request to explain an option. */
export interface ExplainRequest extends Omit<SynthRequest, "hosts" | "until" | "force"> {
  readonly host: string;
  /** Path of an option, of a part of its value, or of a set of options. */
  readonly option: string;
  /** Evaluate values completely, not just as much as fits on a line. */
  readonly isWhole: boolean;
}

/**
 * Explains why an option of a host has its value: the program writes a tree to a staging directory, its inputs are locked
 * there as for a build, and Nix evaluates the host. The output and the project's lock files do not change.
 */
export function explainOption(request: ExplainRequest, reporter: Reporter): Step<Explanation> {
  const whole: SynthRequest = { ...request, hosts: [request.host], until: "plan", force: false };
  const explanation = pipe(
    step(() => ({ names: parseOptionPath(request.option) })),
    TE.bind("tool", () => step(() => findNix(effectiveNixSettings(whole)))),
    TE.chain(({ names, tool }) =>
      withStaging(whole, (staging) =>
        pipe(
          runUserProgram(whole, staging, reporter),
          TE.bindTo("program"),
          TE.bind("target", ({ program }) => TE.fromEither(selectTarget(program.manifest, request.host))),
          TE.chain(({ program, target }) =>
            step(async () => {
              seedLocks(whole, staging.tree, program.manifest);
              const known = readBuildRecordSync(whole.output).locks;
              await lockFlakes({ tool: () => Promise.resolve(tool), request: whole, reporter, known }, staging.tree, [
                target.flake,
              ]);
              return explain(tool, request, names, staging.tree, target, reporter);
            }),
          ),
        ),
      ),
    ),
  );
  return whileLocked(whole, reporter, explanation);
}

async function explain(
  tool: NixTool,
  request: ExplainRequest,
  names: readonly string[],
  tree: string,
  target: Target,
  reporter: Reporter,
): Promise<Explanation> {
  const context = { tool: () => Promise.resolve(tool), request, reporter };
  const host = await tryNixosHost(context, target, tree);
  if (host === undefined) throw hostNotExplained(target.name, target.host.installable);
  reporter.step(`evaluating ${target.name}`, "evaluate");
  const evaluated = await attributed(
    evaluateOption(tool, host, names, request, reporter),
    { flake: target.flake, tree, directory: host.directory, attribute: target.host.installable },
    context,
  );
  return explanationOf(evaluated, {
    host: target.name,
    names,
    flake: target.flake,
    isOfflineBase: request.nixpkgs === embeddedNixpkgs,
    textOf: (file) => tryReadTextSync(path.join(tree, target.flake.directory, file)),
  });
}
