import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { Failure } from "../failure";
import { digestText, digestTreeSync } from "../files/digest";
import { addToStore, sourceName } from "../nix/flakes";
import type { NixTool } from "../nix/tool";
import { packageRoot } from "../package-root";
import { describeProcess, runProcess } from "../process/run-process";
import { systemFailure } from "../system-error";

/**
 * Puts the offline base into the Nix store: a flake with nixpkgs' interface over the Debian packages that this machine's
 * apt knows. The same packages give the same store path on every machine.
 * @param offlineBase directory that keeps the resolved packages, which are used again.
 * @param release the NixOS release that it stands in for, such as `24.05`.
 * @returns the flake reference of it.
 */
export async function makeOfflineBase(
  tool: NixTool,
  offlineBase: string,
  release: string,
  onStderrLine: (line: string) => void,
): Promise<string> {
  const resolved = path.join(offlineBase, resolvedName);
  try {
    mkdirSync(offlineBase, { recursive: true });
    // What a killed run left; the lock on the output sees to it that no other one is at work here.
    const leftovers = readdirSync(offlineBase).filter((name) => name !== path.basename(resolved));
    for (const name of leftovers) rmSync(path.join(offlineBase, name), { recursive: true, force: true });
    await resolvePackages(tool, resolved, onStderrLine);
    const draft = mkdtempSync(path.join(offlineBase, "base-"));
    try {
      cpSync(embeddedDirectory, draft, { recursive: true });
      copyFileSync(resolved, path.join(draft, "debs.json"));
      writeFileSync(path.join(draft, "release"), release);
      return `path:${await addToStore(tool, draft, sourceName)}`;
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  } catch (error) {
    throw systemFailure(error, `write ${offlineBase}`) ?? error;
  }
}

/**
 * A text that changes when the offline base for an output does, of which it says nothing about whether its packages can
 * still be had; undefined when there is none yet.
 */
export function offlineBaseIdentitySync(offlineBase: string, release: string): string | undefined {
  const resolved = path.join(offlineBase, resolvedName);
  if (!existsSync(resolved)) return undefined;
  return [release, digestText(readFileSync(resolved, "utf8")), digestTreeSync(embeddedDirectory)].join(" ");
}

/**
 * Settings that builds on the offline base need: it builds with this machine's own programs, which a sandbox hides, and
 * no binary cache has what it builds, so that asking one is only waiting for a network that may not be there.
 */
export function offlineBaseOptions(): Record<string, string> {
  const hostPaths = ["/bin", "/sbin", "/lib", "/lib64", "/usr", "/etc/alternatives"].filter((name) => existsSync(name));
  // In the place of the default, not beside it: Debian 13's is a /bin/sh, for which newer versions of Nix make a directory
  // /bin that is in the way of the link here.
  return { substituters: "", "flake-registry": "", "sandbox-paths": hostPaths.join(" ") };
}

const resolvedName = "debs.json";
const embeddedDirectory = path.join(packageRoot, "embedded");

async function resolvePackages(tool: NixTool, resolved: string, onStderrLine: (line: string) => void): Promise<void> {
  const run = await runProcess({
    argv: ["sh", path.join(embeddedDirectory, "debs", "resolve.sh"), resolved, "--reuse"],
    cwd: path.dirname(resolved),
    env: { ...tool.env, NIX_CONFIG: [process.env.NIX_CONFIG ?? "", tool.config].join("\n") },
    onStderrLine,
  });
  if (run.exitCode === 0) return;
  throw new Failure({
    kind: "machine",
    code: "offline-base-unavailable",
    message: "the offline base cannot be made here",
    output: run.stderr.trim(),
    fix: "see the line above; or build on nixpkgs itself, without --nixpkgs embedded",
    details: describeProcess(run),
    cause: run.cause,
  });
}
