import { z } from "zod";
import { evaluateWith, nixFileSync, type NixosHost } from "../evaluate";
import type { LogListeners } from "../run-nix";
import type { NixTool } from "../tool";
import { knownSchema, type Known } from "./known";

/** The option to evaluate, and the level of detail. */
export interface ExplainQuery {
  /** Nix source of each name down to the option. */
  readonly path: readonly string[];
  /** Whether to include the values of definitions. */
  readonly withDefinitions: boolean;
  /** `shown`: include the value; `forced`: evaluate it only, which fails if it throws; `none`: do not evaluate it. */
  readonly value: "shown" | "forced" | "none";
  /** Depth limit for values in sets and lists. */
  readonly maxDepth: number;
  /** Maximum number of elements of each set and list. */
  readonly maxItems: number;
}

/** The module system to evaluate a host with, so that options keep every definition. */
export interface Instrument {
  /** Its Nix source; `null` to use the host's own. */
  readonly modules: string;
  /** Whether it reports every definition. */
  readonly isComplete: boolean;
}

/**
 * Reads the module system that evaluates a host, and patches it so that options keep all their definitions, unless it does.
 * Nix gets the source, because before 2.9 it cannot import files that it wrote to the store itself in pure evaluation.
 * @throws a failure of kind `evaluation`.
 */
export async function instrumentFor(tool: NixTool, host: NixosHost): Promise<Instrument> {
  const read = `system:
    let position = builtins.unsafeGetAttrPos "evalModules" system.lib.modules;
    in if position == null then "" else builtins.unsafeDiscardStringContext (builtins.readFile position.file)`;
  const source = await evaluateWith(tool, host, {
    apply: read,
    schema: z.string(),
    expected: "the source of the module system",
    failure: failureOf(host),
  });
  if (source.includes("allDefinitions =")) return { modules: "null", isComplete: true };
  const isPatchable = source.split(winning).length === 2 && source.includes("defs' =") && !hasRelativePath(source);
  const modules = `(${source.replace(winning, () => `${winning} allDefinitions = defs';`)}\n)`;
  if (!isPatchable || modules.length > longestSource) return { modules: "null", isComplete: false };
  return { modules, isComplete: true };
}

/** Whether Nix source refers to files next to it, which are missing if Nix reads it elsewhere. Examples in comments do not count. */
export function hasRelativePath(source: string): boolean {
  const code = source.replaceAll(/\/\*[^]*?\*\/|(?:^|\s)#.*$/gm, "");
  return /\s\.{1,2}\//.test(code);
}

/** The line in NixOS's `evalOptionValue` that sets the definitions of an option; `defs'` are all of them. */
const winning = "definitionsWithLocations = res.defsFinal;";

/** Linux limits an argument to 128 KiB; our own source uses the rest. */
const longestSource = 100_000;

/**
 * Evaluates an option of a host, a part of its value, or the options below a prefix that the program sets.
 * @throws a failure of kind `evaluation`, including when the value throws an error that Nix cannot catch.
 */
export async function evaluateExplanation(
  tool: NixTool,
  host: NixosHost,
  instrument: Instrument,
  query: ExplainQuery,
  listeners: LogListeners = {},
): Promise<Known> {
  const apply = `(${nixFileSync("explain/explain")}) {
    values = (${nixFileSync("explain/values")}) { maxDepth = ${String(query.maxDepth)}; maxItems = ${String(query.maxItems)}; };
    definitions = (${nixFileSync("explain/definitions")});
    walk = (${nixFileSync("explain/walk")});
    host = (${nixFileSync("explain/host")}) { modules = ${instrument.modules}; isComplete = ${String(instrument.isComplete)}; };
    path = [ ${query.path.join(" ")} ];
    withDefinitions = ${String(query.withDefinitions)};
    withValue = ${String(query.value === "shown")};
    mustEvaluate = ${String(query.value === "forced")};
  }`;
  return evaluateWith(tool, host, {
    apply,
    schema: knownSchema,
    expected: "an explanation of the option",
    failure: failureOf(host),
    listeners,
  });
}

/**
 * Evaluates which files have the winning definitions of options of a host, in one evaluation. Options that do not exist have
 * no files.
 * @param options Nix source of each name, for each option
 * @returns files for each option, in the same order
 * @throws a failure of kind `evaluation`.
 */
export async function evaluateDefiningFiles(
  tool: NixTool,
  host: NixosHost,
  options: readonly (readonly string[])[],
): Promise<readonly (readonly string[])[]> {
  return evaluateWith(tool, host, {
    apply: `(${nixFileSync("explain/defining-files")}) {
      definitions = (${nixFileSync("explain/definitions")});
      walk = (${nixFileSync("explain/walk")});
      paths = [ ${options.map((names) => `[ ${names.join(" ")} ]`).join(" ")} ];
    }`,
    schema: z.array(z.array(z.string())),
    expected: "the files that define options",
    failure: failureOf(host),
  });
}

function failureOf({ name }: NixosHost): string {
  return `Nix cannot evaluate ${name}`;
}
