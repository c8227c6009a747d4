import * as path from "node:path";
import type { Issue, ManifestFlake } from "../model";
import type { Failure } from "../platform/failure";
import { issueAtPlace, placeInTrace } from "./locate-issue";
import { causeOf, type NixErrorCause } from "./nix-messages/error-cause";
import { parseNixError, type NixErrorReport } from "./nix-messages/error-report";
import { assertionIssues, conflictIssue, typeIssues, unknownOptionIssues } from "./option-issues";
import type { Place, SourceMap } from "./source-map";

/**
 * Maps a failed evaluation to the program, with construct and line, if Nix's message leads to a file of the tree or to an
 * option that it sets. Otherwise returns the failure unchanged, with all output of Nix.
 * @param trace requests Nix's trace of the error; called only if the error message alone is not enough
 */
export async function attributeEvaluation(
  failure: Failure,
  flake: ManifestFlake,
  origins: SourceMap,
  trace?: () => Promise<string>,
): Promise<Failure> {
  if (failure.kind !== "evaluation" || failure.output === undefined) return failure;
  const report = parseNixError(failure.output);
  const cause = causeOf(report.message);
  const issues = issuesOf(report, cause, flake, origins);
  if (issues !== undefined) {
    // The instructions of nixpkgs for allowing a package are for users of other tools.
    return failure.attributedTo(issues, formatReport(report, origins, cause.kind === "refused-package" ? 1 : 12));
  }
  if (trace === undefined || !isFoundInTrace(cause)) return failure;
  const place = placeInTrace(parseNixError(await trace()), origins);
  return place === undefined
    ? failure
    : failure.attributedTo([issueAtPlace(place, cause, report)], formatReport(report, origins, Infinity));
}

/** The issues in the error message itself; undefined unless all of it concerns the program. */
function issuesOf(
  report: NixErrorReport,
  cause: NixErrorCause,
  flake: ManifestFlake,
  origins: SourceMap,
): readonly Issue[] | undefined {
  const found = ((): readonly (Issue | undefined)[] => {
    switch (cause.kind) {
      case "conflict":
        return [conflictIssue(cause, origins)];
      case "type":
        return typeIssues(cause, origins);
      case "unknown-option": {
        const isOfflineBase = report.message.includes("This is the offline base");
        return unknownOptionIssues(cause, origins, { ...report, release: flake.release, isOfflineBase });
      }
      case "assertions":
        return cause.messages.flatMap((message): readonly (Issue | undefined)[] => {
          const issues = assertionIssues(message, origins);
          return issues.length === 0 ? [undefined] : issues;
        });
      case "missing-file":
        return [placeIssueAt(placeNaming(cause.path, origins), cause, report)];
      case "refused-package": {
        const place = origins.placesOfPackage(cause.name.replace(/-\d.*$/, "")).at(0);
        return [placeIssueAt(place, cause, report)];
      }
      case "removed-package":
        return [placeIssueAt(origins.placesHolding(`pkgs.${cause.name}`).at(0), cause, report)];
      case "undefined-option":
        return [placeIssueAt(origins.nearestDefinitionsOf(cause.option).at(0), cause, report)];
      default:
        return [placeIssueAt(report.position && origins.placeAt(report.position), cause, report)];
    }
  })();
  const issues = found.filter((issue) => issue !== undefined);
  return issues.length === 0 || issues.length < found.length ? undefined : issues;
}

function placeIssueAt(place: Place | undefined, cause: NixErrorCause, report: NixErrorReport): Issue | undefined {
  return place === undefined ? undefined : issueAtPlace(place, cause, report);
}

/** The place where the flake refers to a missing file. */
function placeNaming(storePath: string, origins: SourceMap): Place | undefined {
  const file = origins.pathInFlake(storePath);
  return file === undefined ? undefined : origins.placesHolding(path.posix.basename(file)).at(0);
}

/** Whether to search the trace. Other errors name their subject, and the rest of their trace is unrelated. */
function isFoundInTrace({ kind }: NixErrorCause): boolean {
  const kinds: readonly NixErrorCause["kind"][] = [
    ...(["recursion", "other", "refused-package", "removed-package"] as const),
    ...(["missing-attribute", "undefined-option", "undefined-variable"] as const),
  ];
  return kinds.includes(kind);
}

/** Formats Nix's error message without the trace, with short names of files. */
function formatReport({ message, position }: NixErrorReport, origins: SourceMap, limit: number): string {
  const lines = `error: ${message}`.split("\n").map((line) => origins.withoutDirectories(line));
  const left = lines.length - limit;
  return [
    ...lines.slice(0, limit),
    ...(left > 0 ? [`(${String(left)} more lines; --verbose shows them)`] : []),
    ...(position === undefined
      ? []
      : [origins.withoutDirectories(`at ${position.file}:${String(position.line)}:${String(position.column)}`)]),
  ].join("\n");
}
