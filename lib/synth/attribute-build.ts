import { parseBuildFailures, type BuildFailure, type Failure } from "../effects";
import type { Issue } from "../model";
import { issueAt } from "./option-issues";
import { optionsBuilt } from "./options-built";
import type { Place, TreeOrigins } from "./tree-origins";

/**
 * A failed build as mistakes in the program: which of its packages, units or settings could not be built, with construct
 * and line. Where one leads nowhere, all that Nix said is shown as it is.
 */
export function attributeBuild(failure: Failure, trees: readonly TreeOrigins[]): Failure {
  if (failure.kind !== "build" || failure.output === undefined) return failure;
  const failures = parseBuildFailures(failure.output);
  const issues = failures.flatMap((each) => buildIssue(each, trees) ?? []);
  if (issues.length === 0) return failure;
  return failure.attributedTo(issues, issues.length < failures.length ? failure.output : wordsOf(failures));
}

function buildIssue(failed: BuildFailure, trees: readonly TreeOrigins[]): Issue | undefined {
  const found = firstOf(trees, (origins) => placeOf(failed.name, origins) ?? placeNamed(failed.name, origins));
  const needing = found ?? firstOf(failed.dependents, (name) => firstOf(trees, (origins) => placeOf(name, origins)));
  if (needing === undefined) return undefined;
  const subject =
    found === undefined ? `${failed.name}, which ${wordFor(needing)} needs,` : wordFor(needing, failed.name);
  return issueAt(needing.origin, {
    code: "build-failed",
    message: `${subject} cannot be built`,
    reason: `its builder ${failed.end}`,
    fix: `see below what it said last; all of it: nix log ${failed.derivation}`,
  });
}

interface BuiltPlace extends Place {
  /** The package of the flake that it is. */
  readonly package: string | undefined;
}

/** What is built under a name: a package of the flake, or something that NixOS makes of an option. */
function placeOf(name: string, origins: TreeOrigins): BuiltPlace | undefined {
  for (const each of [name, bareName(name)]) {
    const origin = origins.originOfFile(`packages/${each}/default.nix`);
    if (origin !== undefined) return { origin, option: undefined, text: "", package: each };
  }
  const place = firstOf(optionsBuilt(name), (option) => origins.definitionsOf(option).at(0));
  return place === undefined ? undefined : { ...place, package: undefined };
}

/** Where a module gives the name to what it has built. */
function placeNamed(name: string, origins: TreeOrigins): BuiltPlace | undefined {
  const place = firstOf([name, bareName(name)], (each) => origins.placesHolding(JSON.stringify(each)).at(0));
  return place === undefined ? undefined : { ...place, package: undefined };
}
/** What a place is, for a message; with the name of what is built there for an option. */
function wordFor({ package: name, option }: BuiltPlace, built?: string): string {
  if (name !== undefined) return `the package ${built ?? name}`;
  if (option === undefined) return built ?? "the program";
  return built === undefined ? `the option ${option}` : `${built} of the option ${option}`;
}

function bareName(name: string): string {
  return name.replace(/-\d[^-]*(?:-.*)?$/, "");
}

function firstOf<A, B>(values: readonly A[], find: (value: A) => B | undefined): B | undefined {
  for (const value of values) {
    const found = find(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

function wordsOf(failures: readonly BuildFailure[]): string {
  return failures
    .flatMap(({ name, end, log }) => [`error: builder for ${name} ${end}`, ...log.map((line) => `  > ${line}`)])
    .join("\n");
}
