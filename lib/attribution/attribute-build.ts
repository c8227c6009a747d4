import { formatSourceLocation, type Issue } from "../model";
import { splitAttributePath } from "../nix";
import type { Failure } from "../platform/failure";
import { parseBuildFailures, type BuildFailure } from "./nix-messages/build-failures";
import { issueAt } from "./option-issues";
import { optionsOfFile, optionsOfUnit } from "./options-built";
import type { Origin, Place, SourceMap } from "./source-map";

/**
 * A failed build as mistakes in the program: which of its packages, units or settings could not be built, with construct
 * and line. Where one leads nowhere, all that Nix said is shown as it is.
 */
export function attributeBuild(failure: Failure, trees: readonly SourceMap[]): Failure {
  if (failure.kind !== "build" || failure.output === undefined) return failure;
  const failures = parseBuildFailures(failure.output);
  const issues = failures.flatMap((each) => buildIssue(each, trees) ?? []);
  if (issues.length === 0) return failure;
  return failure.attributedTo(issues, issues.length < failures.length ? failure.output : wordsOf(failures));
}

function buildIssue(failed: BuildFailure, trees: readonly SourceMap[]): Issue | undefined {
  const found = firstOf(trees, (origins) => placeOf(failed, origins));
  const needing =
    found ?? firstOf(failed.dependents, (name) => firstOf(trees, (origins) => placeNeeding(name, origins)));
  if (needing === undefined) return undefined;
  const subject =
    found === undefined ? `${failed.name}, which ${wordFor(needing)} needs,` : wordFor(needing, failed.name);
  const others = needing.others.map(({ construct, source }) =>
    source === undefined ? construct : `${construct} (${formatSourceLocation(source)})`,
  );
  return issueAt(needing.origin, {
    code: "build-failed",
    message: `${subject} cannot be built`,
    reason: `its builder ${failed.end}${others.length === 0 ? "" : `; the option is set by ${others.join(", ")}, too`}`,
    fix: `see below what it said last; all of it: nix log ${failed.derivation}`,
  });
}

interface BuiltPlace {
  readonly origin: Origin;
  /** What of the program it is: a package of the flake, or an option. */
  readonly package?: string;
  readonly option?: string | undefined;
  /** Further constructs that set the option, where nothing tells which of them is wrong. */
  readonly others: readonly Origin[];
}

/** What has failed: a package of the flake, what NixOS makes of an option, or what a module gives the name to. */
function placeOf({ name, log }: BuildFailure, origins: SourceMap): BuiltPlace | undefined {
  return (
    packageNamed(name, origins) ??
    placeOfOptions([...optionsOfUnit(name), ...optionsOfFile(name)], origins, log) ??
    placeNamed(name, origins)
  );
}

/** What could not be built for want of what has failed. Files that NixOS checks need much that their options do not name. */
function placeNeeding(name: string, origins: SourceMap): BuiltPlace | undefined {
  return packageNamed(name, origins) ?? placeOfOptions(optionsOfUnit(name), origins, []);
}

function packageNamed(name: string, origins: SourceMap): BuiltPlace | undefined {
  return firstOf([name, bareName(name)], (each) => {
    const origin = origins.originOfFile(`packages/${each}/default.nix`);
    return origin === undefined ? undefined : { origin, package: each, others: [] };
  });
}

/** Of several definitions, the one that the builder speaks of; else all of them, as the option that they are of. */
function placeOfOptions(
  options: readonly string[],
  origins: SourceMap,
  log: readonly string[],
): BuiltPlace | undefined {
  return firstOf(options, (option) => {
    const places = origins.definitionsOf(option);
    const [first] = places;
    if (first === undefined) return undefined;
    const told = places.length === 1 ? first : places.find((place) => isToldOf(place, log));
    if (told !== undefined) return { ...told, others: [] };
    const files = new Map(places.map(({ origin }) => [origin.file, origin]));
    const [origin, ...others] = [...files.values()];
    return { origin: origin ?? first.origin, option, others };
  });
}

function isToldOf({ option }: Place, log: readonly string[]): boolean {
  const name = splitAttributePath(option ?? "").at(-1);
  return name !== undefined && log.some((line) => line.split(/[^\w-]+/).includes(name));
}

/** Where a module gives the name to what it has built. */
function placeNamed(name: string, origins: SourceMap): BuiltPlace | undefined {
  const place = firstOf([name, bareName(name)], (each) => origins.placesHolding(JSON.stringify(each)).at(0));
  return place === undefined ? undefined : { ...place, others: [] };
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
