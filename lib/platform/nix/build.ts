import { z } from "zod";
import { buildAgainWithoutLost } from "./remote/build-again";
import { parsed, runNix, type LogListeners } from "./run-nix";
import type { NixTool } from "./tool";

const buildSchema = z.array(z.object({ drvPath: z.string(), outputs: z.record(z.string(), z.string()) }));

/**
 * Builds derivations, in parallel as far as nix.conf allows, here and on remote builders. Returns their `out` paths by
 * derivation.
 * @param subject name of all of them in messages: `the ISO of lilith`
 * @throws a failure of kind `build`.
 */
export async function buildDerivations(
  tool: NixTool,
  derivations: readonly string[],
  subject: string,
  listeners: LogListeners,
): Promise<ReadonlyMap<string, string>> {
  const run = await buildAgainWithoutLost(tool, listeners, (attempt) =>
    runNix(tool, {
      args: [
        ...["build", "--json", "--no-link", "--keep-going", ...attempt.args],
        ...derivations.map((derivation) => outputsOf(tool, derivation)),
      ],
      cwd: "/",
      listeners: attempt.listeners,
      failure: ["build", "build-failed", `Nix cannot build ${subject}`],
    }),
  );
  const built = parsed(buildSchema, run, "its results as JSON");
  return new Map(
    built.flatMap(({ drvPath, outputs: { out } }) => (out === undefined ? [] : [[drvPath, out] as const])),
  );
}

/** A store path. */
export interface StorePath {
  readonly path: string;
  /** Size in bytes, as Nix counts it. */
  readonly size: number;
  /** The paths that it references, except itself. */
  readonly references: readonly string[];
}

const infoSchema = z.object({ narSize: z.number(), references: z.array(z.string()).default([]) });

const closureSchema = z.union([
  z.array(infoSchema.extend({ path: z.string() })),
  // Nix 2.19 and later.
  z.record(z.string(), infoSchema),
]);

/** The closure of store paths, including themselves, sorted by the name after the hash. */
export async function closureOf(tool: NixTool, ...storePaths: readonly string[]): Promise<readonly StorePath[]> {
  const run = await runNix(tool, {
    args: ["path-info", "--recursive", "--json", ...storePaths],
    cwd: "/",
    failure: ["machine", "closure-not-read", `Nix cannot list the closure of ${storePaths.join(", ")}`],
  });
  const closure = parsed(closureSchema, run, "a closure as JSON");
  const infos = Array.isArray(closure) ? closure : Object.entries(closure).map(([path, info]) => ({ path, ...info }));
  const name = ({ path }: StorePath): string => path.replace(/^.*\/[0-9a-z]{32}-/, "");
  return infos
    .map(({ path, narSize, references }) => ({
      path,
      size: narSize,
      references: references.filter((reference) => reference !== path),
    }))
    .sort((a, b) => (name(a) < name(b) || (name(a) === name(b) && a.path < b.path) ? -1 : 1));
}

/** The builds and downloads that Nix plans, in the words of Nix. */
export async function planBuild(tool: NixTool, derivations: readonly string[]): Promise<string> {
  const run = await runNix(tool, {
    args: ["build", "--dry-run", "--no-link", ...derivations.map((derivation) => outputsOf(tool, derivation))],
    cwd: "/",
    // A line for each derivation and each download.
    keptLines: Infinity,
    failure: ["build", "plan-failed", "Nix cannot plan the build"],
  });
  return run.stderr;
}

/**
 * Creates a link to a store path that protects it from garbage collection.
 * @throws a failure if the link cannot be created or its path is taken.
 */
export async function linkToStore(tool: NixTool, storePath: string, link: string): Promise<void> {
  await runNix(tool, {
    args: ["build", "--out-link", link, storePath],
    cwd: "/",
    failure: ["machine", "link-not-made", `cannot create the link ${link}`],
  });
}

/** From Nix 2.15 on, the path of a derivation means the `.drv` file and not its outputs. */
function outputsOf(tool: NixTool, derivation: string): string {
  return tool.since(2, 15) ? `${derivation}^*` : derivation;
}

/**
 * Copies the closure of store paths to another store or a binary cache; skips paths that are already there.
 * @param subject name of all of them in messages: `the ISO of lilith`
 * @throws a failure of kind `machine`.
 */
export async function copyToStore(
  tool: NixTool,
  storePaths: readonly string[],
  address: string,
  subject: string,
  listeners: LogListeners,
): Promise<void> {
  await runNix(tool, {
    // The other store decides whether to require signatures: through its settings, or those of its clients.
    args: ["copy", "--no-check-sigs", "--to", address, ...storePaths],
    cwd: "/",
    listeners,
    failure: [
      "machine",
      "copy-failed",
      `Nix cannot copy ${subject} to ${address}; the build succeeded, and the result is linked`,
    ],
  });
}
