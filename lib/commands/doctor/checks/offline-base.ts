import { existsSync, readdirSync } from "node:fs";
import { findOnPath } from "../../../platform/process/find-on-path";
import type { Check } from "../finding";

const programs = ["apt-get", "apt-cache", "dpkg-deb", "perl"];

const packageLists = "/var/lib/apt/lists";

/** Checks for the tools that make the offline base: apt, its package lists, and a few programs. */
export const checkOfflineBase: Check = ({ onOfflineBase }) => {
  const missing = programs.filter((program) => findOnPath(program) === undefined);
  const hasLists = existsSync(packageLists) && readdirSync(packageLists).some((name) => name.includes("_Packages"));
  if (missing.length === 0 && hasLists) {
    return { check: "offline-base", status: "ok", message: "apt can provide the offline base (--nixpkgs embedded)" };
  }
  const message =
    missing.length > 0
      ? `the offline base needs ${missing.join(", ")}`
      : "the offline base needs the package lists of apt";
  return {
    check: "offline-base",
    status: onOfflineBase ? "error" : "ok",
    message: onOfflineBase ? message : `${message} (not used by this project)`,
    reason: "it consists of Debian packages, which apt finds and fetches",
    fix: missing.length > 0 ? "build on Debian 12, or with nixpkgs: omit --nixpkgs embedded" : "apt-get update",
  };
};
