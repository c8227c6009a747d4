import type { FlakeModel, Issue, Release } from "../../../model";
import { ast, type Expression } from "../../../nix";
import {
  checkOptions,
  OptionLookup,
  withVirtualMachineOptions,
  type OptionProblem,
  type OptionTable,
} from "../../../options";
import { releaseFacts } from "../../core";
import type { SynthesisEnvironment, TableSource } from "../collector";
import { hasOtherNixpkgs, importsUncovered, mayDeclareOptions } from "./foreign-modules";
import { importedJudge, neighborJudge, releaseJudge, type Judge } from "./judge-option";
import { dataDefinitions } from "./option-definitions";
import type { Configuration, ModulePart } from "./module-parts";
import { issueText } from "./option-issue-text";

/** The parts of a flake that option checks need. */
type CheckedFlake = Pick<FlakeModel, "constructPath" | "release" | "inputs">;

/** Checks one set of option definitions, in a configuration. */
type Check = (part: ModulePart) => readonly OptionProblem[];

/** Whether a problem of a module is reported. */
type IsNew = (part: ModulePart, problem: OptionProblem) => boolean;

/** Whether another check reports the value of an option, or a part of it, and in more specific words. */
type IsReported = (part: ModulePart, option: string) => boolean;

/** Checks the modules of a flake against the options that the project imported, or else against those of the package. */
export function optionIssues(
  parts: readonly ModulePart[],
  flake: CheckedFlake,
  { optionTable, shippedTables }: Pick<SynthesisEnvironment, "optionTable" | "shippedTables">,
  isReported: IsReported,
): readonly Issue[] {
  const isNew: IsNew = (part, { kind, option }) => (kind !== "type" && kind !== "set") || !isReported(part, option);
  if (optionTable?.releases.includes(flake.release) === true) return importedIssues(parts, optionTable, isNew);
  const shipped = shippedIssues(parts, flake, shippedTables?.(flake.release) ?? [], isNew);
  return optionTable === undefined ? shipped : [otherRelease(flake, optionTable), ...shipped];
}

function importedIssues(parts: readonly ModulePart[], table: OptionTable, isNew: IsNew): readonly Issue[] {
  const isWhole = completeness(parts, (own) => !importsUncovered(own, table.inputs));
  const lookups = new Lookups(() => table);
  return issuesOf(
    parts,
    (part) => importedJudge(table.complete && isWhole(part.configuration)),
    isNew,
    (part) => checkOptions(part.definitions, lookups.for(part.configuration), propertyValues),
  );
}

function shippedIssues(
  parts: readonly ModulePart[],
  flake: CheckedFlake,
  sources: readonly TableSource[],
  isNew: IsNew,
): readonly Issue[] {
  const isWhole = completeness(parts, (own) => !hasOtherNixpkgs(flake) && !mayDeclareOptions(own));
  const lookups = new Map(sources.map((source) => [source, new Lookups(() => source.read())]));
  const check = (source: TableSource, { definitions, configuration }: ModulePart): readonly OptionProblem[] => {
    const lookup = lookups.get(source)?.for(configuration);
    return lookup === undefined ? [] : checkOptions(definitions, lookup, propertyValues);
  };
  const judge = ({ configuration }: ModulePart): Judge => {
    const tables = sources.map((source) => source.read());
    const own = tables.find(({ releases }) => releases.includes(flake.release));
    return own === undefined
      ? neighborJudge(tables, flake.release, isWhole(configuration))
      : releaseJudge(own, isWhole(configuration));
  };
  return issuesOf(parts, judge, isNew, (part) => {
    const [first, ...others] = sources;
    if (first === undefined) return [];
    const found = check(first, part);
    if (found.length === 0) return found;
    const isOfHost = part.configuration.parent === undefined;
    const problems = found.filter((problem) => !isOfHost || !isAddedLater(problem, flake.release));
    // Another table is read only for what this one rejects.
    return others.reduce<readonly OptionProblem[]>(
      (common, source) => (common.length === 0 ? [] : inBoth(common, check(source, part))),
      problems,
    );
  });
}

/** The options of a table for each configuration. */
class Lookups {
  private readonly plain = lazily(() => new OptionLookup(this.read()));
  private readonly ofVirtualMachines = lazily(() => new OptionLookup(withVirtualMachineOptions(this.read())));

  constructor(private readonly read: () => OptionTable) {}

  for(configuration: Configuration): OptionLookup {
    return isVirtualMachine(configuration) ? this.ofVirtualMachines() : this.plain();
  }
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

const isVirtualMachine = ({ adds, inherits, parent }: Configuration): boolean =>
  adds === "virtual machine" || (inherits && parent !== undefined && isVirtualMachine(parent));

/** Whether a configuration has no other options than the table: its own modules declare none, nor do those that it inherits. */
function completeness(
  parts: readonly ModulePart[],
  declareNone: (own: readonly ModulePart[]) => boolean,
): (configuration: Configuration) => boolean {
  const known = new Map<Configuration, boolean>();
  const isWhole = (configuration: Configuration): boolean => {
    const { adds, inherits, parent } = configuration;
    const result =
      known.get(configuration) ??
      (adds !== "unknown options" &&
        declareNone(parts.filter((part) => part.configuration === configuration)) &&
        (!inherits || parent === undefined || isWhole(parent)));
    known.set(configuration, result);
    return result;
  };
  return isWhole;
}

function issuesOf(
  parts: readonly ModulePart[],
  judge: (part: ModulePart) => Judge,
  isNew: IsNew,
  check: Check,
): readonly Issue[] {
  const issues: Issue[] = [];
  for (const part of parts) {
    for (const problem of check(part)) {
      // The type of the option that holds the configuration is a submodule, which is reported with it.
      if (problem.option === "" && part.configuration.inherits) continue;
      const judgment = isNew(part, problem) ? judge(part)(problem) : undefined;
      if (judgment === undefined) continue;
      const { constructPath, source } = part.module;
      const text = issueText(placed(problem, part.place), judgment);
      issues.push({ ...text, constructPath, ...(source === undefined ? {} : { source }) });
    }
  }
  return issues;
}

/** A problem with the place of its module in the file in front of each option. */
function placed(problem: OptionProblem, place: string): OptionProblem {
  if (place === "") return problem;
  const option = problem.option === "" ? place.slice(0, -1) : place + problem.option;
  if (problem.kind === "renamed") return { ...problem, option, target: place + problem.target };
  if (problem.kind !== "unknown") return { ...problem, option };
  return {
    ...problem,
    option,
    meant: problem.meant === undefined || problem.meant.includes(": ") ? problem.meant : place + problem.meant,
  };
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
  return dataDefinitions(config, () => "leaf").map((definition) => definition.value);
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
