import type { Issue, ModuleFileModel, ModuleModel } from "../../../model";
import { childrenOf, formatAttributePath, freeVariables, printExpression, type Expression } from "../../../nix";
import { optionDefinitions, priorities, type OptionDefinition } from "./option-definitions";

/** Reports options whose value refers to the option itself, which Nix cannot evaluate. */
export function selfReferences(modules: readonly ModuleFileModel[]): readonly Issue[] {
  const referring = modules.filter((module) => module.arguments.includes("config"));
  return referring.flatMap((module) =>
    optionDefinitions(module.config)
      .filter((definition) => isEffective(definition) && refersTo(definition.value, definition.path))
      .map((definition) => issue(module, definition)),
  );
}

/** Nix does not evaluate a default that another value overrides, or a condition that may be false. */
const isEffective = ({ priority, isConditional }: OptionDefinition): boolean =>
  priority <= priorities.plain && !isConditional;

function refersTo(value: Expression, path: readonly string[]): boolean {
  if (!freeVariables(value).has("config")) return false;
  // Not by recursion, because values may be nested deeper than the call stack.
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    // The arguments of a function may have the name config too, and its body may never be evaluated.
    if (next.kind === "lambda") continue;
    if (next.kind === "select" && isConfig(next.base) && isSamePath(next.path, path)) return true;
    open.push(...childrenOf(next));
  }
  return false;
}

const isConfig = (base: Expression): boolean => base.kind === "identifier" && base.name === "config";

function isSamePath(names: readonly unknown[], path: readonly string[]): boolean {
  return names.length === path.length && names.every((name, index) => name === path[index]);
}

function issue(module: ModuleModel, { path, value }: OptionDefinition): Issue {
  const option = formatAttributePath(path);
  const text = printExpression(value).replace(/\s+/g, " ");
  return {
    severity: "error",
    code: "self-reference",
    constructPath: module.constructPath,
    message: `the value of ${option} refers to ${option} itself`,
    value: text.length > 100 ? `${text.slice(0, 99)}…` : text,
    reason: `config.${option} is the final value of the option, so Nix would need the value to compute it`,
    fix: "refer to another option, or write the value out",
    ...(module.source === undefined ? {} : { source: module.source }),
  };
}
