import { formatSourceLocation, type Issue } from "../model";
import { splitAttributePath } from "../nix";
import type { Failure } from "../platform/failure";
import { parseBuildFailures, type BuildFailure } from "./nix-messages/build-failures";
import { issueAt } from "./option-issues";
import { optionsOfFile, optionsOfUnit } from "./options-built";
import type { Origin, Place, SourceMap } from "./source-map";

/**
 * Maps a failed build to the program: the packages, units, or settings that could not be built, with construct and line. If
 * that is not possible, all output of Nix is shown unchanged.
 */
export function attributeBuild(failure: Failure, trees: readonly SourceMap[]): Failure {
  if (failure.kind !== "build" || failure.output === undefined) return failure;
  const failures = parseBuildFailures(failure.output);
  const issues = failures.flatMap((each) => buildIssue(each, trees) ?? []);
  if (issues.length === 0) return failure;
  return failure.attributedTo(issues, issues.length < failures.length ? failure.output : formatFailures(failures));
}

function buildIssue(failed: BuildFailure, trees: readonly SourceMap[]): Issue | undefined {
  const found = firstOf(trees, (origins) => placeOf(failed, origins));
  const needing =
    found ?? firstOf(failed.dependents, (name) => firstOf(trees, (origins) => placeNeeding(name, origins)));
  if (needing === undefined) return undefined;
  const subject =
    found === undefined
      ? `${failed.name}, which ${describePlace(needing)} needs,`
      : describePlace(needing, failed.name);
  const others = needing.others.map(({ construct, source }) =>
    source === undefined ? construct : `${construct} (${formatSourceLocation(source)})`,
  );
  return issueAt(needing.origin, {
    code: "build-failed",
    message: `${subject} cannot be built`,
    reason: `its builder ${failed.end}${others.length === 0 ? "" : `; the option is also set by ${others.join(", ")}`}`,
    fix: `see its last output below; full log: nix log ${failed.derivation}`,
  });
}

interface BuiltPlace {
  readonly origin: Origin;
  /** The part of the program: a package of the flake, or an option. */
  readonly package?: string;
  readonly option?: string | undefined;
  /** Further constructs that set the option, if the log does not show which of them is wrong. */
  readonly others: readonly Origin[];
}

/** The place of a failed derivation: a package of the flake, an option that NixOS generates it from, or a name in a module. */
function placeOf({ name, log }: BuildFailure, origins: SourceMap): BuiltPlace | undefined {
  return (
    packageNamed(name, origins) ??
    placeOfOptions([...optionsOfUnit(name), ...optionsOfFile(name)], origins, log) ??
    placeNamed(name, origins)
  );
}

/** The place of a derivation that lacks a failed one. Files that NixOS checks depend on much that their options do not name. */
function placeNeeding(name: string, origins: SourceMap): BuiltPlace | undefined {
  return packageNamed(name, origins) ?? placeOfOptions(optionsOfUnit(name), origins, []);
}

function packageNamed(name: string, origins: SourceMap): BuiltPlace | undefined {
  return firstOf([name, bareName(name)], (each) => {
    const origin = origins.originOfFile(`packages/${each}/default.nix`);
    return origin === undefined ? undefined : { origin, package: each, others: [] };
  });
}

/** The definition that the builder's log mentions; otherwise all definitions of the option. */
function placeOfOptions(
  options: readonly string[],
  origins: SourceMap,
  log: readonly string[],
): BuiltPlace | undefined {
  return firstOf(options, (option) => {
    const places = origins.definitionsOf(option);
    const [first] = places;
    if (first === undefined) return undefined;
    const blamed = places.length === 1 ? first : places.find((place) => isMentionedIn(place, log));
    if (blamed !== undefined) return { ...blamed, others: [] };
    const files = new Map(places.map(({ origin }) => [origin.file, origin]));
    const [origin, ...others] = [...files.values()];
    return { origin: origin ?? first.origin, option, others };
  });
}

function isMentionedIn({ option }: Place, log: readonly string[]): boolean {
  const name = splitAttributePath(option ?? "").at(-1);
  return name !== undefined && log.some((line) => line.split(/[^\w-]+/).includes(name));
}

/** The place where a module names the derivation. */
function placeNamed(name: string, origins: SourceMap): BuiltPlace | undefined {
  const place = firstOf([name, bareName(name)], (each) => origins.placesHolding(JSON.stringify(each)).at(0));
  return place === undefined ? undefined : { ...place, others: [] };
}

/** Describes a place for a message; for an option, with the name of the derivation. */
function describePlace({ package: name, option }: BuiltPlace, built?: string): string {
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

function formatFailures(failures: readonly BuildFailure[]): string {
  return failures
    .flatMap(({ name, end, log }) => [`error: builder for ${name} ${end}`, ...log.map((line) => `  > ${line}`)])
    .join("\n");
}
