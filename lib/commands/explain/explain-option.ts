import * as path from "node:path";
import * as TE from "fp-ts/TaskEither";
import { pipe } from "fp-ts/function";
import { evaluateStaged, type HostRequest } from "../../pipeline/evaluate/evaluable-host";
import type { Reporter } from "../../pipeline/reporter";
import { embeddedNixpkgs } from "../../pipeline/request";
import { step, type Step } from "../../pipeline/step";
import { tryReadTextSync } from "../../platform/files/read-texts";
import { parseOptionPath } from "../../project/option-path";
import { evaluateOption } from "./evaluate-option";
import type { Explanation } from "./explanation";
import { explanationOf } from "./explanation-of";

/** A request to explain an option. */
export interface ExplainRequest extends HostRequest {
  /** Path of an option, of a part of its value, or of a set of options. */
  readonly option: string;
  /** Evaluate values completely, not just as much as fits on a line. */
  readonly isWhole: boolean;
}

/** Explains why an option of a host has its value. The output and the project's lock files do not change. */
export function explainOption(request: ExplainRequest, reporter: Reporter): Step<Explanation> {
  return pipe(
    step(() => parseOptionPath(request.option)),
    TE.chain((names) =>
      evaluateStaged(request, reporter, async ({ target, host, tool, tree }) => {
        const { flake } = target;
        const evaluated = await evaluateOption(tool, host, names, request, reporter);
        return explanationOf(evaluated, {
          host: target.name,
          names,
          flake,
          isOfflineBase: request.nixpkgs === embeddedNixpkgs,
          textOf: (file) => tryReadTextSync(path.join(tree, flake.directory, file)),
        });
      }),
    ),
  );
}
