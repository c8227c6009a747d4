import type { IConstruct } from "constructs";
import type { Issue } from "../../model";
import { acknowledgementMetadata, type Acknowledgement } from "../core";
import { lints } from "../lints";
import { AcceptedBelow } from "./accepted-below";
import { withoutSecrets } from "./accepted-secrets";

/**
 * The issues to report: without the warnings that the program acknowledges, and without the lints that repeat an error
 * of the construct itself.
 */
export function settledIssues(issues: readonly Issue[], constructs: readonly IConstruct[]): readonly Issue[] {
  const unique = withoutRepetitions(withoutSecrets(issues, constructs)).map(withPage);
  if (!unique.some(({ severity }) => severity === "warning")) return unique;
  const accepted = new AcceptedBelow(constructs, acknowledgementMetadata, (data) => (data as Acknowledgement).code);
  return unique.filter(
    ({ severity, constructPath, code }) => severity !== "warning" || !accepted.has(constructPath, code),
  );
}

const lintCodes = new Set(lints.map(({ code }) => code));

/** An issue of a construct with the code of a lint is explained on the lint's page. */
function withPage(issue: Issue): Issue {
  return lintCodes.has(issue.code) ? { ...issue, documentation: `lints/${issue.code}` } : issue;
}

function withoutRepetitions(issues: readonly Issue[]): readonly Issue[] {
  const sameAs = new Map(lints.map(({ code, sameAs: codes = [] }) => [code, [code, ...codes]]));
  const refused = new Set(
    issues.flatMap(({ severity, code, constructPath, documentation }) =>
      severity === "error" && documentation === undefined ? [`${constructPath} ${code}`] : [],
    ),
  );
  const values = reportedValues(issues.filter(({ documentation }) => documentation === undefined));
  const ofLints = reportedValues(issues.filter(({ documentation }) => documentation !== undefined));
  return withoutOldNames(withoutHostNames(issues)).filter((issue) => {
    const { severity, code, constructPath, documentation } = issue;
    const isKnown = values.has(valueKey(issue)) || (code === notEvaluated && ofLints.has(valueKey(issue)));
    if (isKnown && (code === notEvaluated || documentation !== undefined)) return false;
    if (severity !== "warning") return true;
    return !(sameAs.get(code) ?? []).some((other) => refused.has(`${constructPath} ${other}`));
  });
}

/** The ID of a host is also the value of its option, and the check of the ID says more. */
function withoutHostNames(issues: readonly Issue[]): readonly Issue[] {
  const hosts = new Set(issues.flatMap(({ code, constructPath }) => (code === "host-name" ? [constructPath] : [])));
  return issues.filter(
    ({ code, constructPath, message }) =>
      code !== "option-type" || !hosts.has(constructPath) || !message.startsWith("the option networking.hostName "),
  );
}

/** The new name of an option that does not name the ISO does not name it either. */
function withoutOldNames(issues: readonly Issue[]): readonly Issue[] {
  const key = ({ constructPath }: Issue, option: string | undefined): string => `${constructPath} ${option ?? ""}`;
  const ignored = new Set(
    issues.flatMap((issue) =>
      issue.code === "image-name-ignored" ? [key(issue, /^\S+/.exec(issue.message)?.[0])] : [],
    ),
  );
  return issues.filter(
    (issue) =>
      issue.code !== "option-renamed" || !ignored.has(key(issue, /^the option (\S+)/.exec(issue.message)?.[1])),
  );
}

const notEvaluated = "text-not-evaluated";

/** The values that a construct's errors and warnings are about, except those of the least specific check. */
const reportedValues = (issues: readonly Issue[]): ReadonlySet<string> =>
  new Set(
    issues
      .filter(({ severity, code, value }) => severity !== "info" && code !== notEvaluated && value !== undefined)
      .map(valueKey),
  );

const valueKey = ({ constructPath, value = "" }: Issue): string => `${constructPath} ${value.replaceAll("\\${", "${")}`;
