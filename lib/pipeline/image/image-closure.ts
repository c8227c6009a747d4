import { buildDerivations, closureOf, type StorePath } from "../../platform/nix/build";
import type { NixosHost } from "../../platform/nix/evaluate";
import { evaluateImageParts, type ImageParts } from "../../platform/nix/inspect/inspect-system";
import type { NixTool } from "../../platform/nix/tool";
import { logListener, type Reporter } from "../reporter";

/** What the store of a host's image holds. What of it is not in the store of this machine is built or fetched. */
export async function imageClosure(
  tool: NixTool,
  host: NixosHost,
  parts: Pick<ImageParts, "paths" | "derivations">,
  reporter: Reporter,
): Promise<readonly StorePath[]> {
  await buildDerivations(tool, parts.derivations, [host.name], logListener(reporter));
  return closureOf(tool, ...parts.paths);
}

/** The same for a host that is to be evaluated first. */
export async function evaluatedClosure(
  tool: NixTool,
  host: NixosHost,
  reporter: Reporter,
): Promise<readonly StorePath[]> {
  return imageClosure(tool, host, await evaluateImageParts(tool, host, logListener(reporter)), reporter);
}
