import type { IConstruct } from "constructs";
import type { Issue } from "../../model";
import { acknowledgementMetadata, type Acknowledgement } from "../core";
import { lints } from "../lints";

/**
 * The issues that are left to tell: without warnings that the program accepts, and without what a lint says of a construct
 * that has refused the same value itself.
 */
export function settledIssues(issues: readonly Issue[], constructs: readonly IConstruct[]): readonly Issue[] {
  const untold = withoutRepetitions(issues);
  if (!untold.some(({ severity }) => severity === "warning")) return untold;
  const accepted = acknowledgedCodes(constructs);
  return untold.filter(({ severity, constructPath, code }) => {
    const scopes = constructPath.split("/").map((_, index, ids) => ids.slice(0, index + 1).join("/"));
    return severity !== "warning" || !["", ...scopes].some((path) => accepted.get(path)?.has(code));
  });
}

function withoutRepetitions(issues: readonly Issue[]): readonly Issue[] {
  const saidAs = new Map(lints.map(({ code, saidAs: codes = [] }) => [code, [code, ...codes]]));
  const refused = new Set(
    issues.flatMap(({ severity, code, constructPath, documentation }) =>
      severity === "error" && documentation === undefined ? [`${constructPath} ${code}`] : [],
    ),
  );
  return issues.filter(
    ({ severity, code, constructPath }) =>
      severity !== "warning" || !(saidAs.get(code) ?? []).some((other) => refused.has(`${constructPath} ${other}`)),
  );
}

/** Codes of the accepted warnings, by path of the construct that accepts them for what is below it. */
function acknowledgedCodes(constructs: readonly IConstruct[]): ReadonlyMap<string, ReadonlySet<string>> {
  const codes = new Map<string, Set<string>>();
  for (const { node } of constructs) {
    for (const { type, data } of node.metadata) {
      if (type !== acknowledgementMetadata) continue;
      const known = codes.get(node.path) ?? new Set();
      codes.set(node.path, known.add((data as Acknowledgement).code));
    }
  }
  return codes;
}
