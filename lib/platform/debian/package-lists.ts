import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import * as path from "node:path";

/** The package lists of this machine's apt: none, as in a fresh container; of Debian; or only of another distribution. */
export type PackageLists = "none" | "debian" | "other";

const listsDirectory = "/var/lib/apt/lists";

/** Looks at the package lists, which `apt-get update` fetches. */
export function packageListsSync(directory = listsDirectory): PackageLists {
  let names: readonly string[];
  try {
    names = readdirSync(directory);
  } catch {
    return "none";
  }
  if (!names.some((name) => name.includes("_Packages"))) return "none";
  const releases = names.filter((name) => name.endsWith("Release"));
  return releases.some((name) => isDebian(path.join(directory, name))) ? "debian" : "other";
}

/** Whether a Release file, which is signed text with fields, names Debian as its origin. The fields come first. */
function isDebian(file: string): boolean {
  const start = Buffer.alloc(1000);
  try {
    const descriptor = openSync(file, "r");
    try {
      readSync(descriptor, start);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return false;
  }
  return /^Origin: Debian$/m.test(start.toString("utf8"));
}
