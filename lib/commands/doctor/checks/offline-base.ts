import { packageListsSync } from "../../../platform/debian/package-lists";
import { asRoot } from "../../../platform/install-command";
import { findOnPath } from "../../../platform/process/find-on-path";
import type { Check, Finding } from "../finding";

const programs = ["apt-get", "apt-cache", "dpkg-deb", "perl"];

/** Checks for the tools that make the offline base: apt, its package lists, and a few programs. */
export const checkOfflineBase: Check = ({ onOfflineBase }) => {
  const problem = findProblem();
  if (problem === undefined) {
    return { check: "offline-base", status: "ok", message: "apt can provide the offline base (--nixpkgs embedded)" };
  }
  if (!onOfflineBase) {
    return { check: "offline-base", status: "ok", message: `${problem.message} (not used by this project)` };
  }
  const reason = "it consists of Debian packages, which apt finds and fetches";
  return { check: "offline-base", status: "error", reason, ...problem };
};

function findProblem(): Pick<Finding, "message" | "fix"> | undefined {
  const missing = programs.filter((program) => findOnPath(program) === undefined);
  const withNixpkgs = "build on Debian 12 or 13, or with nixpkgs: omit --nixpkgs embedded";
  if (missing.length > 0) return { message: `the offline base needs ${missing.join(", ")}`, fix: withNixpkgs };
  switch (packageListsSync()) {
    case "debian":
      return undefined;
    case "none":
      return { message: "the offline base needs the package lists of apt", fix: asRoot("apt-get update") };
    case "other":
      return { message: "the offline base needs package lists of Debian", fix: withNixpkgs };
  }
}
