import type { IConstruct, MetadataEntry } from "constructs";
import type { Issue } from "../../model";
import { issueMetadata, missingId, relativeLocation, sourceOf, type IssueDetails, type RecordedIssue } from "../core";
import { formatValue } from "../core/properties/format-value";
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
    const { metadata } = construct.node;
    if (metadata.length > 0) issues.push(...annotatedIssues(construct, metadata, environment));
    if (isOfTerraform(construct)) continue;
    issues.push(...validationIssues(construct).map((details) => issueOf(construct, details, environment)));
  }
  return issues;
}

/** The errors that `node.addValidation` finds, or the error about a validation that is none. */
function validationIssues(construct: IConstruct): readonly (IssueDetails & Pick<Issue, "severity" | "code">)[] {
  const validations = (construct.node as unknown as { readonly _validations?: readonly unknown[] })._validations ?? [];
  const wrong = validations.find(
    (each) => typeof (each as { validate?: unknown } | undefined)?.validate !== "function",
  );
  if (wrong !== undefined || validations.includes(undefined)) {
    return [notAValidation(`node.addValidation requires an object with a method validate`, wrong)];
  }
  const messages: unknown = construct.node.validate();
  return (messages as readonly unknown[]).map((message) => {
    if (typeof message === "string") return { severity: "error", code: "validation", message };
    if (message instanceof Promise) message.catch(() => undefined);
    return notAValidation("validate must return a list of messages", message);
  });
}

function notAValidation(message: string, value: unknown): IssueDetails & Pick<Issue, "severity" | "code"> {
  return {
    severity: "error",
    code: "validation-invalid",
    message,
    value: formatValue(value),
    fix: "return the errors as a list of strings, or []: node.addValidation({ validate: () => [] })",
  };
}

function annotatedIssues(
  construct: IConstruct,
  metadata: readonly MetadataEntry[],
  environment: SynthesisEnvironment,
): readonly Issue[] {
  const recorded = metadata.flatMap(({ type, data }) => (type === issueMetadata ? (data as RecordedIssue) : []));
  // The program probably passes the properties instead of the ID.
  const lacksId = recorded.some(({ code }) => code === missingId);
  return recorded
    .filter(({ code }) => !(lacksId && code === "missing-property"))
    .map((each) => recordedIssue(construct, each, environment));
}

function recordedIssue(construct: IConstruct, recorded: RecordedIssue, environment: SynthesisEnvironment): Issue {
  const { source, ...details } = recorded;
  const issue = issueOf(construct, details, environment);
  return source === undefined ? issue : { ...issue, source: relativeLocation(source, environment.projectDirectory) };
}

/** Constructs of cdktf and cdktn: their own synthesis validates them, and some of them run programs to do so. */
function isOfTerraform(construct: IConstruct): boolean {
  for (const terraformMark of terraformMarks) if (terraformMark in construct) return true;
  return false;
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
