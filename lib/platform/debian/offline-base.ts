import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import * as path from "node:path";
import { digestText, digestTreeSync } from "../files/digest";
import { addToStore, sourceName } from "../nix/flakes";
import type { NixTool } from "../nix/tool";
import { packageRoot } from "../package-root";
import { runProcess } from "../process/run-process";
import { systemFailure } from "../system-error";
import { isOfflineBaseError, offlineBaseUnavailable } from "./errors";

/** The flakes of the offline base as flake references, by the flake that each replaces. */
export interface OfflineFlakes {
  readonly nixpkgs: string;
  readonly disko: string;
}

/**
 * Adds the offline base to the Nix store: flakes with the interfaces of nixpkgs and disko, made of the Debian packages in this
 * machine's apt lists. The same packages give the same store paths on every machine.
 * @param offlineBase directory that caches the resolved packages.
 * @param release the NixOS release that it imitates, such as `24.05`.
 */
export async function makeOfflineBase(
  tool: NixTool,
  offlineBase: string,
  release: string,
  onStderrLine: (line: string) => void,
): Promise<OfflineFlakes> {
  const resolved = path.join(offlineBase, resolvedName);
  try {
    mkdirSync(offlineBase, { recursive: true });
    // Leftovers of a killed run; the lock on the output excludes a concurrent run.
    const leftovers = readdirSync(offlineBase).filter((name) => name !== path.basename(resolved));
    for (const name of leftovers) rmSync(path.join(offlineBase, name), { recursive: true, force: true });
    await resolvePackages(tool, resolved, onStderrLine);
    const draft = mkdtempSync(path.join(offlineBase, "base-"));
    try {
      cpSync(embeddedDirectory, draft, { recursive: true });
      copyFileSync(resolved, path.join(draft, "debs.json"));
      writeFileSync(path.join(draft, "release"), release);
      const added = async (directory: string): Promise<string> =>
        `path:${await addToStore(tool, directory, sourceName)}`;
      return { nixpkgs: await added(draft), disko: await added(path.join(draft, "disko")) };
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  } catch (error) {
    throw systemFailure(error, `write ${offlineBase}`) ?? error;
  }
}

/**
 * A string that changes with the offline base of an output, and undefined if there is none yet. It does not depend on
 * whether the packages are still available.
 */
export function offlineBaseIdentitySync(offlineBase: string, release: string): string | undefined {
  const resolved = path.join(offlineBase, resolvedName);
  if (!existsSync(resolved)) return undefined;
  return [release, digestText(readFileSync(resolved, "utf8")), digestTreeSync(embeddedDirectory)].join(" ");
}

/**
 * Settings for builds on the offline base: these use this machine's own programs, which a sandbox would hide, and no
 * binary cache has their results, so querying one would only wait for a network that may not exist.
 */
export function offlineBaseOptions(): Record<string, string> {
  const hostPaths = ["/bin", "/sbin", "/lib", "/lib64", "/usr", "/etc/alternatives"].filter((name) => existsSync(name));
  // Replaces the default instead of extending it: Debian 13's default is /bin/sh, for which newer Nix versions create a
  // directory /bin that collides with the link here.
  return { substituters: "", "flake-registry": "", "sandbox-paths": hostPaths.join(" ") };
}

const resolvedName = "debs.json";
const embeddedDirectory = path.join(packageRoot, "embedded");

async function resolvePackages(tool: NixTool, resolved: string, onStderrLine: (line: string) => void): Promise<void> {
  let isProgress = true;
  const run = await runProcess({
    argv: ["sh", path.join(embeddedDirectory, "debs", "resolve.sh"), resolved, "--reuse"],
    cwd: path.dirname(resolved),
    env: { ...tool.env, NIX_CONFIG: [process.env.NIX_CONFIG ?? "", tool.config].join("\n") },
    // The failure contains the error.
    onStderrLine: (line) => {
      isProgress &&= !isOfflineBaseError(line);
      if (isProgress) onStderrLine(line);
    },
  });
  if (run.exitCode === 0) return;
  throw offlineBaseUnavailable(run);
}
