import * as path from "node:path";
import { isCopyOfSync, isFailure, readTextsSync, traceEvaluation, type NixTool } from "../effects";
import type { ManifestFlake } from "../model";
import { attributeEvaluation } from "./attribute-evaluation";
import { TreeOrigins } from "./origin";
import type { Reporter, SynthRequest } from "./request";

/** What is evaluated, and where its tree lies. */
export interface Evaluated {
  readonly flake: ManifestFlake;
  /** The output, or a staged one. */
  readonly tree: string;
  /** Attribute of the flake. */
  readonly attribute: string;
}

/** The constructs behind the files of a flake that lies on disk. */
export function readOriginsSync({ nix }: Pick<SynthRequest, "nix">, flake: ManifestFlake, tree: string): TreeOrigins {
  const texts = readTextsSync(path.join(tree, flake.directory), Object.keys(flake.files));
  return new TreeOrigins(flake, texts, (storePath) => isCopyOfSync(storePath, texts.get("flake.nix") ?? "", nix.store));
}

/** An evaluation whose failure tells of the program, with construct and line, where it can. */
export async function attributed<Result>(
  evaluation: Promise<Result>,
  { flake, tree, attribute }: Evaluated,
  { tool, request, reporter }: { tool: NixTool; request: Pick<SynthRequest, "nix">; reporter: Reporter },
): Promise<Result> {
  return evaluation.catch(async (error: unknown) => {
    if (!isFailure(error)) throw error;
    throw await attributeEvaluation(error, flake, readOriginsSync(request, flake, tree), () => {
      reporter.step("asking Nix how it came to this error");
      return traceEvaluation(tool, { directory: path.join(tree, flake.directory), attribute });
    });
  });
}
