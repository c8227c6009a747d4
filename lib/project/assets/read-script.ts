import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { AssetEntry, ReadAsset } from "../../model";

/** Shells whose scripts bash runs. */
const shells = /^(?:a|ba|da|k)?sh$/;

/**
 * A script without its `#!` line, which another one replaces: `writeShellApplication` adds its own, and shellcheck rejects a
 * second one further down.
 * @param subject the script, as the program names it
 */
export function readScript(subject: string, read: ReadAsset): ReadAsset {
  if ("problems" in read) return read;
  const entries = new Map<string, AssetEntry>();
  for (const [name, entry] of read.asset.entries) {
    if (entry.kind === "link") continue;
    const content = readFileSync(entry.from);
    if (content.includes(0)) return refused(subject, "it is not a text file", "pass a script for bash");
    const newline = content.indexOf("\n");
    const end = newline < 0 ? content.length : newline + 1;
    const first = content.subarray(0, end).toString().trimEnd();
    const interpreter = interpreterOf(first);
    if (interpreter !== undefined && !shells.test(interpreter)) {
      const reason = `its first line is ${JSON.stringify(first)}, and an InstallerScript runs in bash`;
      return refused(subject, reason, "pass a script for bash, or use a FlakePackage with one of pkgs.writers");
    }
    const skip = first.startsWith("#!") ? end : 0;
    entries.set(name, { ...entry, skip, digest: createHash("sha256").update(content.subarray(skip)).digest("hex") });
  }
  return { asset: { ...read.asset, entries } };
}

/** The program that a `#!` line names: `bash` for `#!/usr/bin/env -S bash -e`. */
function interpreterOf(line: string): string | undefined {
  if (!line.startsWith("#!")) return undefined;
  const words = line.slice(2).trim().split(/\s+/);
  const names = words.map((word) => word.slice(word.lastIndexOf("/") + 1));
  return names[0] === "env" ? names.slice(1).find((name) => !/^-|=/.test(name)) : names[0];
}

function refused(subject: string, reason: string, fix: string): ReadAsset {
  return { problems: [{ subject, reason, fix }] };
}
