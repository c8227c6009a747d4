import { cpSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { isFailure, type NixosHost, type NixTool, type StorePath } from "../../effects";
import type { ManifestFlake } from "../../model";
import { diffClosures } from "../diff-closures";
import type { Reporter } from "../request";
import type { Target } from "../targets";
import { evaluatedClosure } from "./image-closure";
import type { InspectedConstruct } from "./inspection";
import { totalSize } from "./packages";

/** What is compared with each other. */
export interface Comparison {
  readonly tool: NixTool;
  readonly host: NixosHost;
  readonly target: Target;
  /** What the store of the image holds with all constructs. */
  readonly closure: readonly StorePath[];
  readonly reporter: Reporter;
}

/**
 * What each construct brings into an image: the host is evaluated and its system built without the construct's module, and
 * what its store would hold is compared.
 * @param copy an empty directory, for a copy of the flake that modules are taken out of
 */
export async function inspectConstructs(comparison: Comparison, copy: string): Promise<readonly InspectedConstruct[]> {
  const { host, target, reporter } = comparison;
  cpSync(host.directory, copy, { recursive: true });
  const constructs: InspectedConstruct[] = [];
  for (const [file, { construct, source }] of modulesOf(target)) {
    reporter.step(`evaluating ${target.name} without ${construct}`, "evaluate");
    const module = path.join(copy, file);
    const text = readFileSync(module, "utf8");
    writeFileSync(module, "{ }\n");
    const found = await compare(comparison, { ...host, directory: copy });
    writeFileSync(module, text);
    constructs.push({ construct, file, source: source ?? null, ...found });
  }
  return constructs;
}

/** The modules of a host that are a construct's, those of its class first. */
function modulesOf({ name, flake, host }: Target): readonly [string, ManifestFlake["files"][string]][] {
  // Where several flakes have a host of this name, the flake's is before it.
  const own = `systems/${name.replace(/^.*\//, "")}/`;
  const directories = [...(host.class === null ? [] : [`modules/${host.class}/`]), own];
  return directories.flatMap((directory) =>
    Object.entries(flake.files).filter(
      ([file]) => file.startsWith(directory) && file.endsWith(".nix") && file !== `${directory}default.nix`,
    ),
  );
}

async function compare(
  { tool, closure, reporter }: Comparison,
  without: NixosHost,
): Promise<Pick<InspectedConstruct, "saves" | "unknown" | "packages">> {
  try {
    const rest = await evaluatedClosure(tool, without, reporter);
    // What is only replaced, as the system itself, counts with how much larger it is.
    const packages = diffClosures(rest, closure)
      .filter(({ bytes }) => bytes > 0)
      .map(({ name, bytes }) => ({ name, size: bytes }))
      .sort((a, b) => b.size - a.size);
    return { saves: totalSize(closure) - totalSize(rest), unknown: null, packages };
  } catch (error) {
    if (!isFailure(error) || !(error.kind === "evaluation" || error.kind === "build")) throw error;
    const what = error.kind === "evaluation" ? "evaluated" : "built";
    return { saves: null, unknown: `without it the host cannot be ${what}`, packages: [] };
  }
}
