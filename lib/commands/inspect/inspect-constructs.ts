import { cpSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { ManifestFlake } from "../../model";
import { hostNotInspected } from "../../pipeline/errors";
import { tryNixosHost } from "../../pipeline/evaluate/flake-sources";
import { diffClosures, type Closure } from "../../pipeline/image/diff-closures";
import { evaluatedClosure } from "../../pipeline/image/image-closure";
import type { InspectContext } from "../../pipeline/image/inspect-image";
import type { InspectedConstruct } from "../../pipeline/image/inspection";
import { totalSize } from "../../pipeline/image/packages";
import type { Target } from "../../pipeline/targets";
import { isFailure } from "../../platform/failure";

/** A host, and the packages to compare with. */
export interface Comparison {
  readonly target: Target;
  /** The store of the image with all constructs. */
  readonly closure: Closure;
  /** A directory that does not exist yet, for a copy of the tree with modules removed. */
  readonly scratch: string;
}

/**
 * Measures what each construct adds to an image: evaluates the host and builds its system without the construct's module,
 * then compares the stores.
 */
export async function inspectConstructs(
  context: InspectContext,
  comparison: Comparison,
): Promise<readonly InspectedConstruct[]> {
  const { target, scratch } = comparison;
  const copy = path.join(scratch, target.flake.directory);
  cpSync(path.join(context.request.output, target.flake.directory), copy, { recursive: true });
  const constructs: InspectedConstruct[] = [];
  for (const [file, { construct, source }] of modulesOf(target)) {
    context.reporter.step(`evaluating ${target.name} without ${construct}`, "evaluate");
    const module = path.join(copy, file);
    const text = readFileSync(module, "utf8");
    writeFileSync(module, "{ }\n");
    const found = await compare(context, comparison);
    writeFileSync(module, text);
    constructs.push({ construct, file, source: source ?? null, ...found });
  }
  return constructs;
}

/** The modules of a host that constructs wrote, those of its class first. */
function modulesOf({ name, flake, host }: Target): readonly [string, ManifestFlake["files"][string]][] {
  // If several flakes have a host with this name, it is prefixed with the flake's name.
  const own = `systems/${name.replace(/^.*\//, "")}/`;
  const directories = [...(host.class === null ? [] : [`modules/${host.class}/`]), own];
  return directories.flatMap((directory) =>
    Object.entries(flake.files).filter(
      ([file]) => file.startsWith(directory) && file.endsWith(".nix") && file !== `${directory}default.nix`,
    ),
  );
}

async function compare(
  context: InspectContext,
  { target, closure, scratch }: Comparison,
): Promise<Pick<InspectedConstruct, "saves" | "unknown" | "packages">> {
  try {
    // Evaluated each time, because the flake of a profile extends the changed tree.
    const without = await tryNixosHost(context, target, scratch);
    if (without === undefined) throw hostNotInspected(target.name, target.host.installable);
    const rest = await evaluatedClosure(await context.tool(), without, context.reporter);
    // A package that differs, such as the system itself, counts with its growth.
    const packages = diffClosures(rest, closure)
      .filter(({ bytes }) => bytes > 0)
      .map(({ name, bytes }) => ({ name, size: bytes }))
      .sort((a, b) => b.size - a.size);
    return { saves: totalSize(closure) - totalSize(rest), unknown: null, packages };
  } catch (error) {
    if (!isFailure(error) || !(error.kind === "evaluation" || error.kind === "build")) throw error;
    const verb = error.kind === "evaluation" ? "evaluated" : "built";
    return { saves: null, unknown: `the host cannot be ${verb} without it`, packages: [] };
  }
}
