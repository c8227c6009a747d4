import {
  buildDerivations,
  closureOf,
  evaluateImageParts,
  type ImageParts,
  type NixosHost,
  type NixTool,
  type StorePath,
} from "../../effects";
import type { Reporter } from "../request";
import { listeningOf } from "../stand-in";

/** What the store of a host's image holds. What of it is not in the store of this machine is built or fetched. */
export async function imageClosure(
  tool: NixTool,
  host: NixosHost,
  parts: Pick<ImageParts, "paths" | "derivations">,
  reporter: Reporter,
): Promise<readonly StorePath[]> {
  await buildDerivations(tool, parts.derivations, [host.name], listeningOf(reporter));
  return closureOf(tool, ...parts.paths);
}

/** The same for a host that is to be evaluated first. */
export async function evaluatedClosure(
  tool: NixTool,
  host: NixosHost,
  reporter: Reporter,
): Promise<readonly StorePath[]> {
  return imageClosure(tool, host, await evaluateImageParts(tool, host, listeningOf(reporter)), reporter);
}
