import { z } from "zod";
import { evaluateWith, nixFileSync, type NixosHost } from "../evaluate";
import type { Listening } from "../run-nix";
import type { NixTool } from "../tool";
import { knownSchema, type Known } from "./known";

/** What is to be evaluated, and how much of it is to be told. */
export interface ExplainQuery {
  /** Nix source of each name down to the option. */
  readonly path: readonly string[];
  /** Tell the values of definitions. */
  readonly withDefinitions: boolean;
  /** `told`: tell the value; `forced`: only evaluate it, which fails when it throws; `none`: leave it alone. */
  readonly value: "shown" | "forced" | "none";
  /** How deep values are told, in sets and lists. */
  readonly maxDepth: number;
  /** How many elements are told of each set and list. */
  readonly maxItems: number;
}

/** The module system that a host is to be evaluated with, so that it tells every definition. */
export interface Instrument {
  /** Nix source of it; `null` where the host's own is left in place. */
  readonly modules: string;
  /** Whether every definition is told. */
  readonly isComplete: boolean;
}

/**
 * Reads the module system that evaluates a host, and adds to it, or finds in it, that options keep all their definitions.
 * Nix is given the source, because before 2.9 it imports no file in pure evaluation that it wrote itself.
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
  const isPatchable = source.split(winning).length === 2 && source.includes("defs' =") && !/\s\.{1,2}\//.test(source);
  const modules = `(${source.replace(winning, () => `${winning} allDefinitions = defs';`)}\n)`;
  if (!isPatchable || modules.length > longestSource) return { modules: "null", isComplete: false };
  return { modules, isComplete: true };
}

/** How NixOS's `evalOptionValue` gives an option its definitions; `defs'` are all of them. */
const winning = "definitionsWithLocations = res.defsFinal;";

/** Linux takes no argument longer than 128 KiB; the rest is for our own. */
const longestSource = 100_000;

/**
 * What Nix knows of an option of a host, of something within its value, or of what the program set below a prefix.
 * @throws a failure of kind `evaluation`, also when the value throws in a way that Nix cannot catch.
 */
export async function evaluateExplanation(
  tool: NixTool,
  host: NixosHost,
  instrument: Instrument,
  query: ExplainQuery,
  listening: Listening = {},
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
    expected: "what it knows of an option",
    failure: failureOf(host),
    listening,
  });
}

function failureOf({ name }: NixosHost): string {
  return `Nix cannot evaluate ${name}`;
}
