import { z } from "zod";
import { buildAgainWithoutLost } from "./remote/build-again";
import { parsed, runNix, type Listening } from "./run-nix";
import type { NixTool } from "./tool";

const buildSchema = z.array(z.object({ drvPath: z.string(), outputs: z.record(z.string(), z.string()) }));

/**
 * Builds derivations, side by side as far as Nix is set to, here and on other machines; returns their `out` paths by
 * derivation.
 * @throws a failure of kind `build`.
 */
export async function buildDerivations(
  tool: NixTool,
  derivations: readonly string[],
  hosts: readonly string[],
  listening: Listening,
): Promise<ReadonlyMap<string, string>> {
  const run = await buildAgainWithoutLost(tool, listening, (attempt) =>
    runNix(tool, {
      args: [
        ...["build", "--json", "--no-link", "--keep-going", ...attempt.args],
        ...derivations.map((derivation) => outputsOf(tool, derivation)),
      ],
      cwd: "/",
      listening: attempt.listening,
      failure: ["build", "build-failed", `Nix cannot build the ISO of ${hosts.join(", ")}`],
    }),
  );
  const built = parsed(buildSchema, run, "what it built as JSON");
  return new Map(
    built.flatMap(({ drvPath, outputs: { out } }) => (out === undefined ? [] : [[drvPath, out] as const])),
  );
}

/** A path in the store. */
export interface StorePath {
  readonly path: string;
  /** In bytes, as Nix counts them. */
  readonly size: number;
  /** The paths that it names, without itself. */
  readonly references: readonly string[];
}

const infoSchema = z.object({ narSize: z.number(), references: z.array(z.string()).default([]) });

const closureSchema = z.union([
  z.array(infoSchema.extend({ path: z.string() })),
  // From Nix 2.19 on.
  z.record(z.string(), infoSchema),
]);

/** Every store path that store paths need, themselves too, in the order of their names behind the hash. */
export async function closureOf(tool: NixTool, ...storePaths: readonly string[]): Promise<readonly StorePath[]> {
  const run = await runNix(tool, {
    args: ["path-info", "--recursive", "--json", ...storePaths],
    cwd: "/",
    failure: ["machine", "closure-not-read", `Nix cannot tell what ${storePaths.join(", ")} needs`],
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

/** What Nix would build and fetch, as it words it. */
export async function planBuild(tool: NixTool, derivations: readonly string[]): Promise<string> {
  const run = await runNix(tool, {
    args: ["build", "--dry-run", "--no-link", ...derivations.map((derivation) => outputsOf(tool, derivation))],
    cwd: "/",
    failure: ["build", "plan-failed", "Nix cannot tell what it would build"],
  });
  return run.stderr;
}

/**
 * Makes a link to a store path that keeps it from the garbage collector.
 * @throws a failure when the link cannot be made, or its place is taken by something else.
 */
export async function linkToStore(tool: NixTool, storePath: string, link: string): Promise<void> {
  await runNix(tool, {
    args: ["build", "--out-link", link, storePath],
    cwd: "/",
    failure: ["machine", "link-not-made", `cannot make the link ${link}`],
  });
}

/** From Nix 2.15 on, a derivation's path alone means the file, not what it builds. */
function outputsOf(tool: NixTool, derivation: string): string {
  return tool.since(2, 15) ? `${derivation}^*` : derivation;
}

/**
 * Copies store paths, with all that they need, to another store or a binary cache; what is there already is not copied
 * again.
 * @throws a failure of kind `machine`.
 */
export async function copyToStore(
  tool: NixTool,
  storePaths: readonly string[],
  address: string,
  hosts: readonly string[],
  listening: Listening,
): Promise<void> {
  await runNix(tool, {
    // Signatures are for the other store to ask for: by its settings, or by those of whoever takes from it.
    args: ["copy", "--no-check-sigs", "--to", address, ...storePaths],
    cwd: "/",
    listening,
    failure: [
      "machine",
      "copy-failed",
      `Nix cannot copy the ISO of ${hosts.join(", ")}, which is built and linked, to ${address}`,
    ],
  });
}
