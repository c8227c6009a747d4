import type { IConstruct } from "constructs";
import type { Issue } from "../../model";
import { acknowledgementMetadata, type Acknowledgement } from "../core";
import { lints } from "../lints";
import { withoutSecrets } from "./accepted-secrets";

/**
 * The issues to report: without the warnings that the program acknowledges, and without the lints that repeat an error
 * of the construct itself.
 */
export function settledIssues(issues: readonly Issue[], constructs: readonly IConstruct[]): readonly Issue[] {
  const unique = withoutRepetitions(withoutSecrets(issues, constructs));
  if (!unique.some(({ severity }) => severity === "warning")) return unique;
  const accepted = acknowledgedCodes(constructs);
  return unique.filter(({ severity, constructPath, code }) => {
    const scopes = constructPath.split("/").map((_, index, ids) => ids.slice(0, index + 1).join("/"));
    return severity !== "warning" || !["", ...scopes].some((path) => accepted.get(path)?.has(code));
  });
}

function withoutRepetitions(issues: readonly Issue[]): readonly Issue[] {
  const sameAs = new Map(lints.map(({ code, sameAs: codes = [] }) => [code, [code, ...codes]]));
  const refused = new Set(
    issues.flatMap(({ severity, code, constructPath, documentation }) =>
      severity === "error" && documentation === undefined ? [`${constructPath} ${code}`] : [],
    ),
  );
  return issues.filter(
    ({ severity, code, constructPath }) =>
      severity !== "warning" || !(sameAs.get(code) ?? []).some((other) => refused.has(`${constructPath} ${other}`)),
  );
}

/** Codes of the acknowledged warnings, by path of the construct that acknowledges them for its descendants. */
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
