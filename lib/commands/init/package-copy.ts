import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { z } from "zod";

/** A package as `npm pack` makes it. */
export interface PackedPackage {
  /** File name, such as `cdknix-0.1.0.tgz`. */
  readonly name: string;
  readonly content: Buffer;
}

const packedSchema = z.tuple([z.object({ filename: z.string() })]);

/** Whether npm's registry has a version of a package that satisfies a range; false if npm cannot reach the registry. */
export function isPublishedSync(name: string, range: string): boolean {
  const view = ["view", `${name}@${range}`, "version", "--fetch-retries=0", "--fetch-timeout=10000"];
  return (runNpm(view, tmpdir()) ?? "").trim() !== "";
}

/**
 * Packs an installed package. Undefined if npm is missing or fails.
 * @param root directory of the package
 */
export function packSync(root: string): PackedPackage | undefined {
  const directory = mkdtempSync(path.join(tmpdir(), "cdknix-pack-"));
  try {
    // Without scripts: an installed package is ready.
    const packed = runNpm(["pack", root, "--json", "--ignore-scripts"], directory);
    if (packed === undefined) return undefined;
    const [{ filename }] = packedSchema.parse(JSON.parse(packed));
    return { name: filename, content: readFileSync(path.join(directory, filename)) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The output of npm, if it succeeds. */
function runNpm(args: readonly string[], cwd: string): string | undefined {
  const { status, stdout } = spawnSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return status === 0 ? stdout : undefined;
}
