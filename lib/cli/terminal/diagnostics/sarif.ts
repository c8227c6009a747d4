import { documentationUrl, type Issue } from "../../../model";
import { packageVersion } from "../../../platform/package-root";
import { configFile } from "../../../project/config/config";
import { issueText } from "./diagnostic";
import { repositoryPath } from "./repository-path";

const levels = { error: "error", warning: "warning", info: "note" } as const;

/** Formats issues as a log in SARIF 2.1.0, which code scanners read. Paths are relative to the git repository. */
export function sarifLog(issues: readonly Issue[], isSuccessful: boolean): string {
  const rules = new Map(issues.map((issue) => [issue.code, { id: issue.code, helpUri: documentationUrl(issue) }]));
  const codes = [...rules.keys()];
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "cdknix", semanticVersion: packageVersion(), rules: [...rules.values()] },
        },
        invocations: [{ executionSuccessful: isSuccessful }],
        columnKind: "utf16CodeUnits",
        results: issues.map((issue) => resultOf(issue, codes.indexOf(issue.code))),
      },
    ],
  };
  return JSON.stringify(log, undefined, 2);
}

function resultOf(issue: Issue, ruleIndex: number): object {
  const { severity, code, constructPath, source } = issue;
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: issueText(issue) },
    locations: [
      {
        physicalLocation: {
          // GitHub rejects results without a location.
          artifactLocation: { uri: encodeURI(repositoryPath(source?.file ?? configFile)), uriBaseId: "%SRCROOT%" },
          region: { startLine: source?.line ?? 1, ...(source === undefined ? {} : { startColumn: source.column }) },
        },
        ...(constructPath === "" ? {} : { logicalLocations: [{ fullyQualifiedName: constructPath }] }),
      },
    ],
  };
}
