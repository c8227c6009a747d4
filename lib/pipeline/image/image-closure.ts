import { buildDerivations, closureOf, type StorePath } from "../../platform/nix/build";
import type { NixosHost } from "../../platform/nix/evaluate";
import { evaluateImageParts, type ImageParts } from "../../platform/nix/inspect/inspect-system";
import type { NixTool } from "../../platform/nix/tool";
import { logListener, type Reporter } from "../reporter";

/** The store contents of a host's image. Paths that are not in this machine's store are built or fetched. */
export async function imageClosure(
  tool: NixTool,
  host: NixosHost,
  parts: Pick<ImageParts, "paths" | "derivations">,
  reporter: Reporter,
): Promise<readonly StorePath[]> {
  await buildDerivations(tool, parts.derivations, `the contents of ${host.name}`, logListener(reporter));
  return closureOf(tool, ...parts.paths);
}

/** Evaluates a host and returns the store contents of its image. */
export async function evaluatedClosure(
  tool: NixTool,
  host: NixosHost,
  reporter: Reporter,
): Promise<readonly StorePath[]> {
  return imageClosure(tool, host, await evaluateImageParts(tool, host, logListener(reporter)), reporter);
}
