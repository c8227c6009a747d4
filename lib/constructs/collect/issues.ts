import type { IConstruct } from "constructs";
import type { Issue } from "../../model";
import { issueMetadata, sourceOf, type IssueDetails, type RecordedIssue } from "../core";
import type { SynthesisEnvironment } from "./collector";

/** Creates an issue of a construct, with the construct's path and source line. */
export function issueOf(
  construct: IConstruct,
  details: IssueDetails & Pick<Issue, "severity" | "code">,
  environment: SynthesisEnvironment,
): Issue {
  const source = nearestSource(construct, environment);
  return { ...details, constructPath: construct.node.path, ...(source === undefined ? {} : { source }) };
}

/** The issues that constructs report about themselves: annotations, and the results of `node.addValidation`. */
export function statedIssues(constructs: readonly IConstruct[], environment: SynthesisEnvironment): readonly Issue[] {
  const issues: Issue[] = [];
  for (const construct of constructs) {
    for (const { type, data } of construct.node.metadata) {
      if (type === issueMetadata) issues.push(issueOf(construct, data as RecordedIssue, environment));
    }
    if (isOfTerraform(construct)) continue;
    for (const message of construct.node.validate()) {
      issues.push(issueOf(construct, { severity: "error", code: "validation", message }, environment));
    }
  }
  return issues;
}

/** Constructs of cdktf and cdktn: their own synthesis validates them, and some of them run programs to do so. */
function isOfTerraform(construct: IConstruct): boolean {
  return terraformMarks.some((terraformMark) => terraformMark in construct);
}

const terraformMarks = ["App", "TerraformStack", "TerraformElement"].map((name) => Symbol.for(`cdktf/${name}`));

/** The construct's own line. A construct of another library has none, so the nearest scope with a line is used. */
function nearestSource(construct: IConstruct, environment: SynthesisEnvironment): Issue["source"] {
  const scopes = [...construct.node.scopes].reverse();
  for (const scope of scopes) {
    const source = sourceOf(scope, environment.projectDirectory);
    if (source !== undefined) return source;
  }
  return undefined;
}
