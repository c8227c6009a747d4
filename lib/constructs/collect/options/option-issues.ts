import type { FlakeModel, Issue, ModuleModel, Release } from "../../../model";
import { ast, type Expression } from "../../../nix";
import { checkOptions, OptionLookup, type OptionProblem, type OptionTable } from "../../../options";
import { releaseFacts } from "../../core";
import type { SynthesisEnvironment, TableSource } from "../collector";
import { importsUncovered, mayDeclareOptions } from "./foreign-modules";
import { importedJudge, neighborJudge, releaseJudge, type Judge } from "./judge-option";
import { optionDefinitions } from "./option-definitions";
import { structureOf } from "./module-structure";
import { issueText } from "./option-issue-text";

/** The parts of a flake that option checks need. */
type CheckedFlake = Pick<FlakeModel, "constructPath" | "release" | "inputs">;

/** Whether a problem of a module is reported. */
type IsNew = (module: ModuleModel, problem: OptionProblem) => boolean;

/** Whether another check reports the value of an option, or a part of it, and in more specific words. */
type IsReported = (module: ModuleModel, option: string) => boolean;

/** Checks the modules of a flake against the options that the project imported, or else against those of the package. */
export function optionIssues(
  modules: readonly ModuleModel[],
  flake: CheckedFlake,
  { optionTable, shippedTables }: Pick<SynthesisEnvironment, "optionTable" | "shippedTables">,
  isReported: IsReported,
): readonly Issue[] {
  const isNew = (module: ModuleModel, { kind, option }: OptionProblem): boolean =>
    (kind !== "type" && kind !== "set") || !isReported(module, option);
  if (optionTable?.releases.includes(flake.release) === true) return importedIssues(modules, flake, optionTable, isNew);
  const shipped = shippedIssues(modules, flake, shippedTables?.(flake.release) ?? [], isNew);
  return optionTable === undefined ? shipped : [otherRelease(flake, optionTable), ...shipped];
}

function importedIssues(
  modules: readonly ModuleModel[],
  flake: CheckedFlake,
  table: OptionTable,
  isNew: IsNew,
): readonly Issue[] {
  const isWhole = table.complete && !importsUncovered(modules, table.inputs);
  const lookup = new OptionLookup(table);
  return issuesOf(modules, importedJudge(isWhole), isNew, (config) => checkOptions(config, lookup, propertyValues));
}

function shippedIssues(
  modules: readonly ModuleModel[],
  flake: CheckedFlake,
  sources: readonly TableSource[],
  isNew: IsNew,
): readonly Issue[] {
  const isWhole = !mayDeclareOptions(modules, flake);
  const lookups = new Map<TableSource, OptionLookup>();
  const check = (source: TableSource, config: Expression): readonly OptionProblem[] => {
    const lookup = lookups.get(source) ?? new OptionLookup(source.read());
    lookups.set(source, lookup);
    return checkOptions(config, lookup, propertyValues);
  };
  const judge: Judge = (problem) => {
    const tables = sources.map((source) => source.read());
    const own = tables.find(({ releases }) => releases.includes(flake.release));
    return (own === undefined ? neighborJudge(tables, flake.release, isWhole) : releaseJudge(own, isWhole))(problem);
  };
  return issuesOf(modules, judge, isNew, (config) => {
    const [first, ...others] = sources;
    if (first === undefined) return [];
    const problems = check(first, config).filter((problem) => !isAddedLater(problem, flake.release));
    // Another table is read only for what this one rejects.
    return others.reduce<readonly OptionProblem[]>(
      (common, source) => (common.length === 0 ? [] : inBoth(common, check(source, config))),
      problems,
    );
  });
}

function issuesOf(
  modules: readonly ModuleModel[],
  judge: Judge,
  isNew: IsNew,
  check: (config: Expression) => readonly OptionProblem[],
): readonly Issue[] {
  return modules.flatMap((module) =>
    check(structureOf(module.config).definitions).flatMap((problem): readonly Issue[] => {
      const judgment = isNew(module, problem) ? judge(problem) : undefined;
      if (judgment === undefined) return [];
      const { constructPath, source } = module;
      return [{ ...issueText(problem, judgment), constructPath, ...(source === undefined ? {} : { source }) }];
    }),
  );
}

/** The problems that two tables have with the same place. The one that says more is reported. */
function inBoth(left: readonly OptionProblem[], right: readonly OptionProblem[]): readonly OptionProblem[] {
  return left.flatMap((problem) => {
    const other = right.find(({ option }) => option === problem.option);
    if (other === undefined) return [];
    return [problem.kind !== "unknown" || (other.kind === "unknown" && problem.meant !== undefined) ? problem : other];
  });
}

/** Whether the lint about options of later releases reports it, with the replacement. */
function isAddedLater({ kind, option }: OptionProblem, release: Release): boolean {
  if (kind !== "unknown") return false;
  return releaseFacts(release).missingOptions.some((later) => `${option}.`.startsWith(`${later.option}.`));
}

/** The values inside `lib.mkForce x`, `lib.mkIf c x`, and similar calls. */
function propertyValues(value: Expression): readonly Expression[] {
  const config = ast.attributeSet({ bindings: [ast.binding("value", value)] });
  return optionDefinitions(config, () => "leaf").map((definition) => definition.value);
}

function otherRelease(flake: CheckedFlake, table: OptionTable): Issue {
  return {
    severity: "warning",
    code: "option-table-release",
    constructPath: flake.constructPath,
    message: "the imported options are not used: they are from another release",
    value: `imported: ${table.releases.join(", ")}; this flake: ${flake.release}`,
    fix: "run `synth import` again",
  };
}
