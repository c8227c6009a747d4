import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import { put } from "../../platform/files/scratch";

/** One entry of what `synth doctor --json` prints. */
export interface Finding {
  readonly check: string;
  readonly status: string;
  readonly message: string;
  readonly reason?: string;
  readonly fix?: string;
}

/** What `synth doctor --json` printed, by the name of the check. */
export function findings(stdout: string): Readonly<Record<string, Finding>> {
  return Object.fromEntries((JSON.parse(stdout) as Finding[]).map((finding) => [finding.check, finding]));
}

/** A directory for the PATH that contains only Node and the given programs. */
export function programs(directory: string, scripts: Readonly<Record<string, string>> = {}): string {
  mkdirSync(path.join(directory, "programs"));
  for (const [name, file] of Object.entries({ node: process.execPath, sh: "/bin/sh" })) {
    symlinkSync(file, path.join(directory, "programs", name));
  }
  for (const [name, script] of Object.entries(scripts)) {
    put(directory, { [`programs/${name}`]: script });
    chmodSync(path.join(directory, "programs", name), 0o755);
  }
  return path.join(directory, "programs");
}
