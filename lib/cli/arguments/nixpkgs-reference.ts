import { existsSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import { newestStableRelease } from "../../model";
import { nearestName } from "../../options";
import { embeddedNixpkgs } from "../../pipeline/request";
import { registryNamesSync } from "../../platform/nix/registry";
import { configFile, type Config } from "../../project/config/config";
import { nixpkgsInvalid } from "./errors";
import { branchProblem, nearestBranch, type ReferenceProblem } from "./nixpkgs-branch";
import type { CliOptions } from "./options";

/**
 * The replacement for nixpkgs from the command line or cdk.json: a flake reference, or `embedded` for the offline base;
 * undefined for none. Checked here, because Nix would first try the network.
 * @throws a failure of kind `usage` that names the option or key, if Nix cannot fetch such a reference.
 */
export function nixpkgsReference(
  options: Pick<CliOptions, "nixpkgs">,
  config: Pick<Config, "nixpkgs"> | undefined,
  projectDirectory: string,
): string | undefined {
  const reference = options.nixpkgs ?? config?.nixpkgs;
  if (reference === undefined || reference === embeddedNixpkgs) return reference;
  const problem = problemOf(reference, projectDirectory);
  if (problem === undefined) return reference;
  const setting = options.nixpkgs === undefined ? `${configFile}: "nixpkgs"` : "--nixpkgs";
  throw nixpkgsInvalid(setting, reference, problem.reason, problem.fix ?? general);
}

const general = `pass \`embedded\`, a path such as ./nixpkgs, or a reference such as github:NixOS/nixpkgs/nixos-${newestStableRelease} or nixpkgs/nixos-${newestStableRelease}`;
const forges = ["github", "gitlab", "sourcehut"];
const transports = ["http", "https", "file", "ssh"];
/** The schemes of Nix's flake references. */
const schemes = [
  ...[...forges, "flake", "path", "git", "hg", "tarball", "file", "http", "https"],
  ...["git", "hg", "tarball", "file"].flatMap((scheme) => transports.map((transport) => `${scheme}+${transport}`)),
];

function problemOf(reference: string, directory: string): ReferenceProblem | undefined {
  if (/[\s<>]/.test(reference)) return { reason: "a flake reference has no spaces and no angle brackets" };
  const [, scheme, rest = ""] = /^([A-Za-z][\w+.-]*):(.*)$/s.exec(reference) ?? [];
  if (scheme !== undefined) return schemeProblem(scheme, rest, directory);
  if (/^[./~]/.test(reference)) return pathProblem(reference, directory);
  return nameProblem(reference, directory);
}

function schemeProblem(scheme: string, rest: string, directory: string): ReferenceProblem | undefined {
  if (!schemes.includes(scheme)) {
    const near = nearestName(scheme, schemes);
    return {
      reason: `Nix has no flake references with the scheme ${scheme}:`,
      fix: near === undefined ? undefined : `did you mean ${near}:${rest}?`,
    };
  }
  if (scheme === "flake") return nameProblem(rest, directory);
  if (forges.includes(scheme) && !/^[^/?#]+\/[^/?#]+/.test(rest)) {
    return { reason: `the expected form is ${scheme}:OWNER/REPOSITORY, optionally with /BRANCH-OR-REVISION` };
  }
  const [, repository = "", branch] = /^(nixos\/nixpkgs)\/([^/?#]+)/i.exec(rest) ?? [];
  if (scheme === "github" && branch !== undefined) return branchProblem(`github:${repository}`, branch);
  return /^(?:path|git\+file|tarball\+file|file)$/.test(scheme)
    ? pathProblem(rest.replace(/^\/\/(?=\/)/, ""), directory)
    : undefined;
}

function pathProblem(reference: string, directory: string): ReferenceProblem | undefined {
  const file = reference.replace(/[?#].*$/s, "").replace(/^~(?=\/|$)/, homedir());
  return existsSync(path.resolve(directory, file)) ? undefined : { reason: `${file} does not exist` };
}

/** Words for the offline base. */
const offlineBaseWords: readonly string[] = ["offline", "offline-base", "debian", "apt"];

/** The name of a flake in Nix's registry, such as `nixpkgs` or `nixpkgs/nixos-25.05`. */
function nameProblem(reference: string, directory: string): ReferenceProblem | undefined {
  const [, name, branch] = /^([A-Za-z][\w-]*)(?:\/([\w.+-]+))?(?:\/[\w.+-]+)?(?:[?#].*)?$/s.exec(reference) ?? [];
  const registered = registryNamesSync();
  if (name !== undefined && registered.includes(name)) return undefined;
  // The only nixpkgs in the registry that comes with Nix.
  if (name === "nixpkgs") return branch === undefined ? undefined : branchProblem("nixpkgs", branch);
  if (isDirectory(reference, directory)) {
    return {
      reason: "a path begins with ./ or /; other words name flakes in the registry of Nix",
      fix: `did you mean ./${reference}?`,
    };
  }
  if (/^\d\d\.\d\d$/.test(reference)) {
    return {
      reason: `${reference} is the number of a NixOS release, not a flake reference`,
      fix: `did you mean github:NixOS/nixpkgs/nixos-${reference}?`,
    };
  }
  const near = nearestName(reference, [embeddedNixpkgs, ...registered, "nixpkgs"]);
  if (offlineBaseWords.includes(reference.toLowerCase()) || reference === embeddedNixpkgs) {
    return { reason: `the name of the offline base is ${embeddedNixpkgs}`, fix: `did you mean ${embeddedNixpkgs}?` };
  }
  if (near !== undefined) {
    return { reason: "the registry of Nix has no flake with this name", fix: `did you mean ${near}?` };
  }
  const meant = nearestBranch(reference);
  if (meant !== undefined) {
    return {
      reason: "this is a channel, not a flake reference",
      fix: `did you mean github:NixOS/nixpkgs/${meant}?`,
    };
  }
  if (/^nixos\/nixpkgs/i.test(reference)) {
    return { reason: "a repository needs a scheme", fix: `did you mean github:${reference}?` };
  }
  return name === undefined
    ? { reason: "it is neither a URL, a path, nor the name of a flake" }
    : {
        reason: `the default registry of Nix has only one nixpkgs, named nixpkgs, and your registries have no ${name}`,
      };
}

function isDirectory(reference: string, directory: string): boolean {
  return existsSync(path.join(directory, reference.replace(/[?#].*$/s, ""), "flake.nix"));
}
