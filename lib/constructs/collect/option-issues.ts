import type { Issue, ModuleModel, Release } from "../../model";
import { ast, freeVariables, printExpression, type Expression } from "../../nix";
import { checkOptions, OptionLookup, type OptionProblem, type OptionTable } from "../../options";
import { optionDefinitions } from "./option-definitions";

/** Checks the modules of a flake against the project's option table. */
export function optionIssues(
  modules: readonly ModuleModel[],
  flake: { readonly constructPath: string; readonly release: Release },
  table: OptionTable | undefined,
): readonly Issue[] {
  if (table === undefined) return [];
  if (!table.releases.includes(flake.release)) return [otherRelease(flake, table)];
  const lookup = new OptionLookup(table);
  const isWhole = table.complete && !modules.some((module) => module.imports.some((value) => isForeign(value, table)));
  return modules.flatMap((module) =>
    checkOptions(module.config, lookup, propertyValues).map((problem): Issue => ({
      ...issueDetails(problem, isWhole),
      constructPath: module.constructPath,
      ...(module.source === undefined ? {} : { source: module.source }),
    })),
  );
}

/** The values inside `lib.mkForce x`, `lib.mkIf c x`, and similar calls. */
function propertyValues(value: Expression): readonly Expression[] {
  const config = ast.attributeSet({ bindings: [ast.binding("value", value)] });
  return optionDefinitions(config, () => "leaf").map((definition) => definition.value);
}

/** Whether an import may declare options that the option table does not include. */
function isForeign(value: Expression, table: OptionTable): boolean {
  if (value.kind === "select" && value.base.kind === "identifier" && value.base.name === "inputs") {
    const [input] = value.path;
    return typeof input !== "string" || !["nixpkgs", ...table.inputs].includes(input);
  }
  const variables = freeVariables(value);
  return !(variables.size === 1 && variables.has("modulesPath"));
}

function otherRelease(flake: { readonly constructPath: string; readonly release: Release }, table: OptionTable): Issue {
  return {
    severity: "warning",
    code: "option-table-release",
    constructPath: flake.constructPath,
    message: "options are not checked: the imported options are from another release",
    value: `imported: ${table.releases.join(", ")}; this flake: ${flake.release}`,
    fix: "run `synth import` again",
  };
}

type Details = Omit<Issue, "constructPath" | "source">;

function issueDetails(problem: OptionProblem, isWhole: boolean): Details {
  const { option } = problem;
  switch (problem.kind) {
    case "unknown":
      return {
        severity: isWhole ? "error" : "warning",
        code: "option-unknown",
        message: `the option ${option} does not exist`,
        ...valueOf(problem),
        reason: isWhole
          ? "NixOS rejects options that no module declares"
          : "NixOS rejects options that no module declares; a module imported by this program may declare it, but the imported options do not cover that module",
        fix:
          problem.meant === undefined
            ? "remove it, or run `synth import` again if a newly imported module declares it"
            : `did you mean ${problem.meant}?`,
      };
    case "type":
      return {
        severity: "error",
        code: "option-type",
        message: `the option ${option} does not accept this value`,
        ...valueOf(problem),
        reason: `its type is: ${shortened(problem.expected, 300)}`,
        ...fixOf(problem.expected, problem.value),
      };
    case "set":
      return {
        severity: "error",
        code: "option-type",
        message: `${option} is a set of options, not an option`,
        ...valueOf(problem),
        fix: `set one of: ${shortened(problem.names.join(", "), 200)}`,
      };
    case "read-only":
      return {
        severity: "error",
        code: "option-read-only",
        message: `the option ${option} is read-only`,
        ...valueOf(problem),
        reason: "only NixOS itself sets it",
        fix: "remove it",
      };
    case "renamed":
      return {
        severity: "warning",
        code: "option-renamed",
        message: `the option ${option} has been renamed`,
        reason: "NixOS accepts the old name with a warning, but only for some releases",
        fix: `use ${problem.target}`,
      };
    case "removed":
      return {
        severity: "error",
        code: "option-removed",
        message: `the option ${option} has been removed`,
        ...valueOf(problem),
        reason: problem.advice.trim() === "" ? "NixOS no longer has this option" : oneLine(problem.advice),
        fix: "remove it, or set its replacement",
      };
  }
}

function valueOf({ value }: OptionProblem): Pick<Issue, "value"> {
  return { value: shortened(oneLine(printExpression(value)), 120) };
}

/** Fixes that are not obvious from the type. */
function fixOf(expected: string, value: Expression): Pick<Issue, "fix"> {
  if (value.kind === "integer" && expected.includes("floating point number")) {
    return { fix: `JavaScript cannot express ${String(value.value)}.0: use nix.raw("${String(value.value)}.0")` };
  }
  if (value.kind === "string" && expected.includes("package")) return { fix: "use a package, such as pkgs.git" };
  if (value.kind === "string" && /\bpath\b/.test(expected)) {
    return { fix: "start the string with a slash, or use nix.path for a file of the project" };
  }
  return {};
}

const oneLine = (text: string): string => text.trim().replaceAll(/\s+/g, " ");
const shortened = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;
