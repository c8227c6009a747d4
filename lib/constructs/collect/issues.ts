import type { IConstruct } from "constructs";
import type { Issue } from "../../model";
import { issueMetadata, sourceOf, type IssueDetails, type RecordedIssue } from "../core";
import type { SynthesisEnvironment } from "./collector";

/** An issue of a construct: path and source line are filled in. */
export function issueOf(
  construct: IConstruct,
  details: IssueDetails & Pick<Issue, "severity" | "code">,
  environment: SynthesisEnvironment,
): Issue {
  const source = nearestSource(construct, environment);
  return { ...details, constructPath: construct.node.path, ...(source === undefined ? {} : { source }) };
}

/** Everything that constructs have said about themselves: annotations, and the results of `node.addValidation`. */
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

/** Constructs of cdktf and cdktn: their own synthesis validates them, and some of them start programs for it. */
function isOfTerraform(construct: IConstruct): boolean {
  return terraformMarks.some((terraformMark) => terraformMark in construct);
}

const terraformMarks = ["App", "TerraformStack", "TerraformElement"].map((name) => Symbol.for(`cdktf/${name}`));

/** A construct's own line; one of a foreign class has none, and the nearest scope that has one is where to look. */
function nearestSource(construct: IConstruct, environment: SynthesisEnvironment): Issue["source"] {
  const scopes = [...construct.node.scopes].reverse();
  for (const scope of scopes) {
    const source = sourceOf(scope, environment.projectDirectory);
    if (source !== undefined) return source;
  }
  return undefined;
}
