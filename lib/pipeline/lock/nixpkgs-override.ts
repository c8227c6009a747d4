import { homedir } from "node:os";
import * as path from "node:path";
import { makeOfflineBase, offlineBaseIdentitySync } from "../../platform/debian/offline-base";
import { directorySignatureSync } from "../../platform/files/digest";
import { fetchFlake } from "../../platform/nix/flakes";
import type { NixTool } from "../../platform/nix/tool";
import { outputPaths } from "../../project/output/output-paths";
import { logListener, type Reporter } from "../reporter";
import { embeddedNixpkgs, type SynthRequest } from "../request";

/** The flake reference of what stands in for nixpkgs; undefined when the flake's own is used. */
export async function nixpkgsOverride(
  tool: NixTool,
  request: SynthRequest,
  release: string,
  reporter: Reporter,
): Promise<string | undefined> {
  const { nixpkgs, output, projectDirectory } = request;
  if (nixpkgs === undefined) return undefined;
  if (nixpkgs === embeddedNixpkgs) {
    reporter.step(`preparing the offline base for NixOS ${release}`);
    return makeOfflineBase(tool, outputPaths(output).offlineBase, release, (line) => {
      reporter.nix(line);
    });
  }
  if (!isLocal(nixpkgs)) return nixpkgs;
  // By its store path, so that the lock, and with it the ISO, does not depend on where the directory lies.
  return fetchFlake(tool, nixpkgs, projectDirectory, logListener(reporter));
}

/** A text that changes when what stands in for nixpkgs does; undefined when only Nix can tell whether it does. */
export function nixpkgsOverrideIdentity(
  { nixpkgs, output, projectDirectory }: SynthRequest,
  release: string,
): string | undefined {
  if (nixpkgs === undefined) return "none";
  if (nixpkgs === embeddedNixpkgs) return offlineBaseIdentitySync(outputPaths(output).offlineBase, release);
  // A branch may have moved on since.
  if (!isLocal(nixpkgs)) return /[0-9a-f]{40}/.test(nixpkgs) ? nixpkgs : undefined;
  const file = nixpkgs.replace(/^(?:git\+file:|path:)(?:\/\/(?=\/))?/, "").replace(/[?#].*$/s, "");
  try {
    const directory = path.resolve(projectDirectory, file.replace(/^~(?=\/|$)/, homedir()));
    return `${nixpkgs} ${directorySignatureSync(directory)}`;
  } catch {
    // Nix knows why it cannot be read.
    return undefined;
  }
}

function isLocal(reference: string): boolean {
  return /^(?:[./~]|path:|git\+file:)/.test(reference);
}
