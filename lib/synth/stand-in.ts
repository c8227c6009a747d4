import { homedir } from "node:os";
import * as path from "node:path";
import {
  directorySignatureSync,
  fetchFlake,
  makeOfflineBase,
  offlineBaseIdentitySync,
  type Listening,
  type NixTool,
} from "../effects";
import { embeddedNixpkgs, type Reporter, type SynthRequest } from "./request";

/** Who is told what Nix says and does. */
export function listeningOf(reporter: Reporter): Listening {
  return {
    onStderrLine: (line) => {
      reporter.nix(line);
    },
    onEvent: (event) => {
      reporter.activity(event);
    },
  };
}

/** The flake reference of what stands in for nixpkgs; undefined when the flake's own is used. */
export async function standIn(
  tool: NixTool,
  request: SynthRequest,
  release: string,
  reporter: Reporter,
): Promise<string | undefined> {
  const { nixpkgs, output, projectDirectory } = request;
  if (nixpkgs === undefined) return undefined;
  if (nixpkgs === embeddedNixpkgs) {
    reporter.step(`preparing the offline base for NixOS ${release}`);
    return makeOfflineBase(tool, output, release, (line) => {
      reporter.nix(line);
    });
  }
  if (!isLocal(nixpkgs)) return nixpkgs;
  // By its store path, so that the lock, and with it the ISO, does not depend on where the directory lies.
  return fetchFlake(tool, nixpkgs, projectDirectory, listeningOf(reporter));
}

/** A text that changes when what stands in for nixpkgs does; undefined when only Nix can tell whether it does. */
export function standInIdentity(
  { nixpkgs, output, projectDirectory }: SynthRequest,
  release: string,
): string | undefined {
  if (nixpkgs === undefined) return "none";
  if (nixpkgs === embeddedNixpkgs) return offlineBaseIdentitySync(output, release);
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
