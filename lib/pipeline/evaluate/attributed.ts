import { attributeEvaluation } from "../../attribution/attribute-evaluation";
import { readSourceMap } from "../../attribution/source-map";
import type { ManifestFlake } from "../../model";
import { isFailure } from "../../platform/failure";
import { traceEvaluation } from "../../platform/nix/evaluate";
import type { NixTool } from "../../platform/nix/tool";
import type { Reporter } from "../reporter";
import type { SynthRequest } from "../request";

/** An evaluation and the location of its tree. */
export interface Evaluated {
  readonly flake: ManifestFlake;
  /** The output, or a staging directory. */
  readonly tree: string;
  /** The directory to evaluate: the flake's directory in the tree, or that of a profile. */
  readonly directory: string;
  /** Attribute of the flake. */
  readonly attribute: string;
}

/** Runs an evaluation; if it fails, maps the error to a construct and line of the program if possible. */
export async function attributed<Result>(
  evaluation: Promise<Result>,
  { flake, tree, directory, attribute }: Evaluated,
  { tool, request, reporter }: { tool: () => Promise<NixTool>; request: Pick<SynthRequest, "nix">; reporter: Reporter },
): Promise<Result> {
  return evaluation.catch(async (error: unknown) => {
    if (!isFailure(error)) throw error;
    throw await attributeEvaluation(error, flake, readSourceMap(flake, tree, request.nix.store), async () => {
      reporter.step("tracing the error");
      return traceEvaluation(await tool(), { directory, attribute });
    });
  });
}
