import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { isFailure } from "../../../platform/failure";
import { readLockFileSync, type Attributes } from "../../../project/lock-file/lock-file";
import { flakeLockFile } from "../../../project/lock-file/lock-file-name";
import type { Examined, ExaminedFlake } from "../finding";

const defaultNixpkgs = "github:NixOS/nixpkgs";

/**
 * The addresses that Nix fetches the inputs of all flakes from. Inputs that are not locked yet are those in the generated
 * flake.nix; before the first synthesis, only nixpkgs is known.
 */
export function inputAddresses(examined: Examined): readonly string[] {
  const { projectDirectory, flakes, nixpkgs, onOfflineBase, config } = examined;
  const known: readonly ExaminedFlake[] = flakes.length === 0 ? [{ lockFile: flakeLockFile, source: "" }] : flakes;
  const registry = config.get("flake-registry") ?? defaultRegistry;
  const replacement = nixpkgs === undefined || onOfflineBase ? [] : referenceAddresses(nixpkgs, registry);
  const addresses = known.flatMap(({ lockFile, source }) => {
    const lock = tryReadLock(path.resolve(projectDirectory, lockFile));
    if (lock === undefined) {
      const references = inputReferences(source).filter(([name]) => name !== "nixpkgs" || nixpkgs === undefined);
      return references.flatMap(([, reference]) => referenceAddresses(reference, registry));
    }
    const replaced = nixpkgs === undefined ? undefined : lock.nodes[lock.root]?.inputs?.nixpkgs;
    const nodes = Object.entries(lock.nodes).filter(([name]) => name !== replaced);
    return nodes.flatMap(([, { locked }]) => (locked === undefined ? [] : lockedAddresses(locked)));
  });
  return [...new Set([...replacement, ...addresses])];
}

/** The inputs with a reference in a generated flake.nix, by name; nixpkgs if there is none yet. */
function inputReferences(file: string): readonly (readonly [name: string, reference: string])[] {
  if (!existsSync(file)) return [["nixpkgs", defaultNixpkgs]];
  const text = readFileSync(file, "utf8");
  const inputs = text.slice(0, text.search(/^ {2}outputs =/m));
  // `name.url = "…"`, or `name = { …; url = "…"; … }`.
  const pattern = /([\w'-]+)"?(?:\.url\s*=\s*|\s*=\s*\{[^{}]*?(?<![.\w])url\s*=\s*)"([^"]+)"/g;
  return [...inputs.matchAll(pattern)].map(([, name = "", reference = ""]) => [name, reference]);
}

const defaultRegistry = "https://channels.nixos.org/flake-registry.json";

/** The hosts of forges, by scheme. Nix looks up a branch of GitHub in one place, and fetches it from another. */
const forges: Readonly<Record<string, readonly string[]>> = {
  github: ["https://api.github.com", "https://github.com"],
  gitlab: ["https://gitlab.com"],
  sourcehut: ["https://git.sr.ht"],
};

/** The addresses for a reference that is not locked yet; none for a local one, and for one that is fetched over ssh. */
function referenceAddresses(reference: string, registry: string): readonly string[] {
  if (/^(?:[./~]|path:|(?:git|hg|tarball|file)\+(?:file|ssh):|file:|ssh:)/.test(reference)) return [];
  const [, address] = /^(?:(?:git|hg|tarball|file)\+)?(https?:\/\/[^/?#]+)/.exec(reference) ?? [];
  if (address !== undefined) return [address];
  const [, scheme = "flake", rest = reference] = /^([a-z][\w+.-]*):(.*)$/s.exec(reference) ?? [];
  const [, host] = /[?&]host=([^&#]+)/.exec(rest) ?? [];
  const forge = forges[scheme];
  if (forge !== undefined) return host === undefined ? forge : [`https://${host}`];
  if (scheme !== "flake") return [];
  // A name is looked up in the registry, which has nixpkgs on GitHub.
  const lookup = /^https?:/.test(registry) ? [new URL(registry).origin] : [];
  return /^nixpkgs(?:[/?#]|$)/.test(rest) ? [...lookup, ...(forges.github ?? [])] : lookup;
}

/** The address that Nix fetches a locked input from; none for local inputs, and for those fetched over ssh. */
function lockedAddresses({ type, host, url }: Attributes): readonly string[] {
  const forge = forges[String(type)]?.at(-1);
  if (forge !== undefined) return [host === undefined ? forge : `https://${String(host)}`];
  return typeof url === "string" && /^https?:/.test(url) ? [new URL(url).origin] : [];
}

function tryReadLock(file: string): ReturnType<typeof readLockFileSync> {
  try {
    return readLockFileSync(file);
  } catch (error) {
    // synth reports what is wrong with it.
    if (isFailure(error)) return undefined;
    throw error;
  }
}
