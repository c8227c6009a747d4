import { isRelease, releases, since, type Release } from "../../model";
import type { IssueDetails } from "./annotations";

/** References to local files, in which Nix would look from the directory of the generated flake. */
const relative =
  /^(?:\.{1,2}(?:$|[/?#])|~|(?:path|file|(?:git|hg|tarball|file)\+file):(?!\/\/\/)(?!\/(?!\/))(?!\/\/localhost\/))/;

/**
 * The problem with a flake reference for an input, or undefined if there is none that shows without a network.
 * @param what the value, such as `the URL of the input "disko"`
 */
export function referenceIssue(what: string, reference: string): IssueDetails | undefined {
  const details = { code: "flake-reference", value: JSON.stringify(reference) };
  if (reference.trim() === "") {
    return {
      ...details,
      message: `${what} is empty`,
      fix: "use a flake reference such as github:nix-community/disko",
    };
  }
  if (/\s/.test(reference)) {
    return {
      ...details,
      message: `${what} contains a space`,
      reason: "a flake reference is a URL",
      fix: "remove the space, or write it as %20",
    };
  }
  if (!relative.test(reference)) return undefined;
  return {
    ...details,
    message: `${what} is a relative path`,
    reason: "Nix resolves it in the generated flake, which does not contain this directory",
    fix: "use an absolute path: git+file:///home/me/mine or path:/home/me/mine; to copy files of the project into the flake, use nix.module or nix.directory",
  };
}

/** Names of branches and channels of a release: `nixos-24.05`, `nixos-24.05-small`, `nixpkgs-24.05-darwin`, `release-24.05`. */
const branch = /(?<=[/=])(?:nixos|nixpkgs|release)-(\d\d\.\d\d|unstable)(?=(?:-(?:small|aarch64|darwin))?(?:$|[/?#&]))/;

/** The reference with the branch of another release; unchanged if it names no branch of a release with a number. */
export function atRelease(reference: string, from: Release, to: Release): string {
  return reference.replace(branch, (name, named: string) => (named === from ? name.replace(named, to) : name));
}

/** The error for a reference to the branch of another release than the one that constructs target. */
export function releaseIssue(reference: string, release: Release): IssueDetails | undefined {
  const [name, named] = branch.exec(reference) ?? [];
  if (name === undefined || named === undefined || !isRelease(named) || named === release) return undefined;
  // The next release is unstable today, and for some time after its branch exists.
  const newest = releases.slice(-3)[0];
  if ((named === "unstable" || release === "unstable") && newest !== undefined) {
    if (since(named === "unstable" ? release : named, newest)) return undefined;
  }
  return {
    code: "release-differs",
    message: `the reference of nixpkgs names ${named}, but its release is ${release}`,
    value: JSON.stringify(reference),
    reason: "constructs emit what is right for the release, and nixpkgs would be another one",
    fix: `use { release: "${named}" }, or the branch of ${release}`,
  };
}
