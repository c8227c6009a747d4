import { dataOf, isSet, NixText, type OptionData } from "../option-data";
import type { ModuleDefinition } from "./module-definitions";

/**
 * Merges definitions as far as that is possible without Nix: lists are concatenated in order, sets are merged by
 * attribute, and strings are joined by newlines.
 * @param definitions the effective ones
 * @param names path of the option
 * @returns undefined if nothing defines the option
 */
export function valueAt(definitions: readonly ModuleDefinition[], names: readonly string[]): OptionData | undefined {
  const found = definitions.filter(({ path }) => startsWith(path, names));
  return merged(found, names.length);
}

/** Whether a path is equal to or below another one. */
export function startsWith(path: readonly string[], names: readonly string[]): boolean {
  return names.every((name, index) => path[index] === name);
}

/**
 * The effective definitions: without those that a definition with a higher priority overrides at the same place or in an
 * enclosing set, and without conditional ones, because only Nix can evaluate their conditions.
 */
export function effective(all: readonly ModuleDefinition[]): readonly ModuleDefinition[] {
  const definitions = all.filter(({ isConditional }) => !isConditional);
  const weakest = Math.max(...definitions.map(({ priority }) => priority));
  const stronger = definitions.filter(({ priority }) => priority < weakest);
  return definitions.filter(
    (definition) =>
      !stronger.some((other) => {
        if (other.priority >= definition.priority) return false;
        const replaced = other.path.slice(0, other.prioritizedAt ?? other.path.length);
        return startsWith(definition.path, replaced);
      }),
  );
}

function merged(definitions: readonly ModuleDefinition[], depth: number): OptionData | undefined {
  const below = definitions.filter(({ path }) => path.length > depth);
  const here = definitions.filter(({ path }) => path.length === depth).sort((left, right) => left.order - right.order);
  if (below.length === 0) return joined(here.map(({ value }) => dataOf(value)));
  const names = [...new Set(below.map(({ path }) => path[depth] ?? ""))].sort();
  return Object.fromEntries(
    names.map((name) => [
      name,
      merged(
        below.filter(({ path }) => path[depth] === name),
        depth + 1,
      ) ?? null,
    ]),
  );
}

function joined(values: readonly OptionData[]): OptionData | undefined {
  const [first, ...others] = values;
  if (first === undefined || others.length === 0) return first;
  if (values.every((value) => Array.isArray(value))) return values.flat() as readonly OptionData[];
  const distinct = [...new Map(values.map((value) => [keyOf(value), value])).values()];
  // As types.lines does; for a string option of another type, the program has an issue.
  if (distinct.length > 1 && values.every((value) => typeof value === "string")) return values.join("\n");
  return distinct.find((value) => !isSet(value)) ?? first;
}

function keyOf(value: OptionData): string {
  if (NixText.isNixText(value)) return `nix ${value.nix}`;
  return `${typeof value} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`;
}
