import { attributeEvaluation } from "../../attribution/attribute-evaluation";
import { readSourceMap } from "../../attribution/source-map";
import type { ManifestFlake } from "../../model";
import { isFailure } from "../../platform/failure";
import { traceEvaluation } from "../../platform/nix/evaluate";
import type { NixTool } from "../../platform/nix/tool";
import type { Reporter } from "../reporter";
import type { SynthRequest } from "../request";

/** What is evaluated, and where its tree lies. */
export interface Evaluated {
  readonly flake: ManifestFlake;
  /** The output, or a staged one. */
  readonly tree: string;
  /** Where it is evaluated: the flake's directory in the tree, or that of a profile. */
  readonly directory: string;
  /** Attribute of the flake. */
  readonly attribute: string;
}

/** An evaluation whose failure tells of the program, with construct and line, where it can. */
export async function attributed<Result>(
  evaluation: Promise<Result>,
  { flake, tree, directory, attribute }: Evaluated,
  { tool, request, reporter }: { tool: () => Promise<NixTool>; request: Pick<SynthRequest, "nix">; reporter: Reporter },
): Promise<Result> {
  return evaluation.catch(async (error: unknown) => {
    if (!isFailure(error)) throw error;
    throw await attributeEvaluation(error, flake, readSourceMap(flake, tree, request.nix.store), async () => {
      reporter.step("asking Nix how it came to this error");
      return traceEvaluation(await tool(), { directory, attribute });
    });
  });
}
