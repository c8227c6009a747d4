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

const sizeSchema = z.object({ narSize: z.number() });
const closureSchema = z.union([
  z.array(sizeSchema.extend({ path: z.string() })),
  // From Nix 2.19 on.
  z.record(z.string(), sizeSchema),
]);

/** Every store path that a store path needs, itself too, with its size in bytes. */
export async function closureOf(tool: NixTool, storePath: string): Promise<ReadonlyMap<string, number>> {
  const run = await runNix(tool, {
    args: ["path-info", "--recursive", "--json", storePath],
    cwd: "/",
    failure: ["machine", "closure-not-read", `Nix cannot tell what ${storePath} needs`],
  });
  const closure = parsed(closureSchema, run, "a closure as JSON");
  if (Array.isArray(closure)) return new Map(closure.map(({ path, narSize }) => [path, narSize]));
  return new Map(Object.entries(closure).map(([path, { narSize }]) => [path, narSize]));
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
