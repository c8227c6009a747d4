import { homedir } from "node:os";
import * as path from "node:path";
import { makeOfflineBase, offlineBaseIdentitySync } from "../../platform/debian/offline-base";
import { directorySignatureSync } from "../../platform/files/digest";
import { fetchFlake } from "../../platform/nix/flakes";
import type { NixTool } from "../../platform/nix/tool";
import { nixpkgsReplacement, type InputReplacement } from "../../project/lock-file/flake-lock";
import { outputPaths } from "../../project/output/output-paths";
import { logListener, type Reporter } from "../reporter";
import { embeddedNixpkgs, type SynthRequest } from "../request";

/** The replacements for nixpkgs and, on the offline base, disko; undefined to use the flake's own inputs. */
export async function inputReplacements(
  tool: NixTool,
  request: SynthRequest,
  release: string,
  reporter: Reporter,
): Promise<readonly InputReplacement[] | undefined> {
  const { nixpkgs, output, projectDirectory } = request;
  if (nixpkgs === undefined) return undefined;
  if (nixpkgs === embeddedNixpkgs) {
    reporter.step(`preparing the offline base for NixOS ${release}`, "lock");
    const flakes = await makeOfflineBase(tool, outputPaths(output).offlineBase, release, (line) => {
      reporter.nix(line);
    });
    return [nixpkgsReplacement(flakes.nixpkgs), { replaces: ({ url }) => isDisko(url), reference: flakes.disko }];
  }
  if (!isLocal(nixpkgs)) return [nixpkgsReplacement(nixpkgs)];
  // As a store path, so that the lock file, and thus the ISO, does not depend on the location of the directory.
  return [nixpkgsReplacement(await fetchFlake(tool, nixpkgs, projectDirectory, logListener(reporter)))];
}

/** A string that changes with the replacement for nixpkgs; undefined if only Nix can detect a change. */
export function nixpkgsOverrideIdentity(
  { nixpkgs, output, projectDirectory }: SynthRequest,
  release: string,
): string | undefined {
  if (nixpkgs === undefined) return "none";
  if (nixpkgs === embeddedNixpkgs) return offlineBaseIdentitySync(outputPaths(output).offlineBase, release);
  // A branch may have moved.
  if (!isLocal(nixpkgs)) return /[0-9a-f]{40}/.test(nixpkgs) ? nixpkgs : undefined;
  const file = nixpkgs.replace(/^(?:git\+file:|path:)(?:\/\/(?=\/))?/, "").replace(/[?#].*$/s, "");
  try {
    const directory = path.resolve(projectDirectory, file.replace(/^~(?=\/|$)/, homedir()));
    return `${nixpkgs} ${directorySignatureSync(directory)}`;
  } catch {
    // Nix reports why it cannot be read.
    return undefined;
  }
}

/** Whether a flake reference is that of disko, in any of its forms. */
function isDisko(url: string | undefined): boolean {
  return url !== undefined && /(?:^github:|github\.com\/|^)nix-community\/disko(?:\.git)?(?:$|[/?#])/.test(url);
}

function isLocal(reference: string): boolean {
  return /^(?:[./~]|path:|git\+file:)/.test(reference);
}
