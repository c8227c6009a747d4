import { parseBuildFailures, type BuildFailure, type Failure } from "../effects";
import type { Issue } from "../model";
import { issueAt } from "./option-issues";
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
  const place = trees.map((origins) => placeOf(failed.name, origins)).find((found) => found !== undefined);
  if (place === undefined) return undefined;
  const inOption = place.option === undefined ? "" : ` of the option ${place.option}`;
  return issueAt(place.origin, {
    code: "build-failed",
    message: `${place.isPackage ? "the package " : ""}${failed.name}${inOption} cannot be built`,
    reason: `its builder ${failed.end}`,
    fix: `see below what it said last; all of it: nix log ${failed.derivation}`,
  });
}

interface BuiltPlace extends Place {
  /** Whether it is a package of the flake. */
  readonly isPackage: boolean;
}

function placeOf(name: string, origins: TreeOrigins): BuiltPlace | undefined {
  const bare = name.replace(/-\d[^-]*(?:-.*)?$/, "");
  for (const each of [name, bare]) {
    const origin = origins.originOfFile(`packages/${each}/default.nix`);
    if (origin !== undefined) return { origin, option: undefined, text: "", isPackage: true };
  }
  const options = optionsBuilt(name).flatMap((option) => origins.definitionsOf(option));
  const place = options.at(0) ?? origins.placesHolding(`"${name}"`).at(0) ?? origins.placesHolding(`"${bare}"`).at(0);
  return place === undefined ? undefined : { ...place, isPackage: false };
}

/** Options that NixOS writes a derivation of this name from. Source: nixos/lib/systemd-lib.nix, config/nix.nix. */
function optionsBuilt(name: string): readonly string[] {
  const [, unit, type] = /^unit-(.+)\.(service|socket|timer|target|path|mount|slice)$/.exec(name) ?? [];
  if (unit !== undefined) return [`systemd.${type ?? ""}s.${JSON.stringify(unit)}`];
  return name === "nix.conf" ? ["nix.settings", "nix.extraOptions"] : [];
}

function wordsOf(failures: readonly BuildFailure[]): string {
  return failures
    .flatMap(({ name, end, log }) => [`error: builder for ${name} ${end}`, ...log.map((line) => `  > ${line}`)])
    .join("\n");
}
