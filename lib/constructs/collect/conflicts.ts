import { formatSourceLocation, joinsStrings, type Issue, type ModuleModel } from "../../model";
import { formatAttributePath } from "../../nix";
import { plainDefinitions, type PlainDefinition } from "./definitions";

interface Definer {
  readonly definition: PlainDefinition;
  readonly module: ModuleModel;
}

/** All plain definitions in the modules of one system, by option. */
export function definersOf(modules: readonly ModuleModel[]): ReadonlyMap<string, readonly Definer[]> {
  const byOption = new Map<string, Definer[]>();
  for (const module of modules) {
    for (const definition of plainDefinitions(module.config)) {
      const option = formatAttributePath(definition.path);
      const definers = byOption.get(option);
      if (definers === undefined) byOption.set(option, [{ definition, module }]);
      else definers.push({ definition, module });
    }
  }
  return byOption;
}

/** The effective definitions of an option: those with the strongest priority. */
export function strongest(definers: readonly Definer[]): readonly Definer[] {
  const priority = Math.min(...definers.map(({ definition }) => definition.priority));
  return definers.filter(({ definition }) => definition.priority === priority);
}

/**
 * Reports options that two constructs define with different plain values of the same priority, which NixOS rejects.
 * @param isReported whether the conflict between two constructs, by their paths, is already reported by their properties
 */
export function conflictIssues(
  byOption: ReadonlyMap<string, readonly Definer[]>,
  isReported: (first: string, other: string) => boolean,
): readonly Issue[] {
  const issues: Issue[] = [];
  for (const [option, definers] of byOption) {
    if (definers.length < 2) continue;
    const [first, ...others] = strongest(definers);
    const other = others.find(({ definition }) => definition.value !== first?.definition.value);
    if (first === undefined || other === undefined) continue;
    if (first.definition.isString && other.definition.isString && joinsStrings(first.definition.path)) continue;
    if (isReported(first.module.constructPath, other.module.constructPath)) continue;
    issues.push(conflict(option, first, other));
  }
  return issues;
}

/** Priority of `lib.mkForce`. Source: lib/modules.nix of nixpkgs. */
const forced = 50;

/** Functions that give one of two definitions the stronger priority. */
function choiceOf(priority: number): string {
  return priority > forced ? "nix.force(…) or nix.default(…)" : `nix.override(${String(priority - 10)}, …)`;
}

function conflict(option: string, first: Definer, other: Definer): Issue {
  const describe = ({ definition, module }: Definer): string =>
    `${definition.value} by ${module.constructPath}${module.source === undefined ? "" : ` (${formatSourceLocation(module.source)})`}`;
  return {
    severity: "error",
    code: "conflicting-definitions",
    constructPath: other.module.constructPath,
    message: `the option ${option} is defined twice with different values`,
    value: `${describe(first)}; ${describe(other)}`,
    reason: "NixOS rejects different values with the same priority",
    fix: `remove one, or choose one with ${choiceOf(first.definition.priority)}`,
    ...(other.module.source === undefined ? {} : { source: other.module.source }),
  };
}
