import type { IConstruct } from "constructs";
import { explanationOf, type Issue } from "../../model";
import { maskText } from "../../scan/mask-text";
import { acceptedSecretMetadata, type AcceptedSecret } from "../core";
import { AcceptedBelow } from "./accepted-below";
import type { SecretIssue } from "./options/secret-issues";

/** Whether an issue is about a secret. */
function isSecretIssue(issue: Issue): issue is SecretIssue {
  return "secret" in issue && "place" in issue;
}

/**
 * The issues without those about secrets that the program accepts, and without secrets in any text.
 * @param constructs all constructs of the program
 */
export function withoutSecrets(issues: readonly Issue[], constructs: readonly IConstruct[]): readonly Issue[] {
  const known = [
    ...new Set(issues.flatMap((issue) => (isSecretIssue(issue) && issue.secret !== "" ? issue.secret : []))),
  ];
  const accepted = acceptedIssues(
    issues.filter((issue) => isSecretIssue(issue)),
    constructs,
  );
  return issues
    .filter(
      (issue) =>
        !isSecretIssue(issue) ||
        !(issue.isHidden === true || accepted.includes(issue) || isRepeated(issue, issues, accepted)),
    )
    .map((issue) => masked(issue, known));
}

function acceptedIssues(issues: readonly SecretIssue[], constructs: readonly IConstruct[]): readonly SecretIssue[] {
  if (issues.length === 0) return [];
  const places = new AcceptedBelow(constructs, acceptedSecretMetadata, (data) => (data as AcceptedSecret).place);
  return issues.filter(({ constructPath, place }) => places.has(constructPath, place));
}

/**
 * Whether an issue is not worth reporting next to others: a construct that sets one hash for several users warns once,
 * and a hash that is none is reported by the construct.
 */
function isRepeated(issue: SecretIssue, issues: readonly Issue[], accepted: readonly SecretIssue[]): boolean {
  const { code, constructPath, secret } = issue;
  const same = issues.filter(
    (other) => isSecretIssue(other) && other.constructPath === constructPath && other.secret === secret,
  );
  if (code === "password-hash")
    return same[0] !== issue || same.some((other) => accepted.some((each) => each === other));
  return (
    /hashedPassword$/i.test(issue.place) &&
    issues.some((other) => other.code === "ssh-password-hash" && other.constructPath === constructPath)
  );
}

function masked(issue: Issue, known: readonly string[]): Issue {
  if (isSecretIssue(issue)) return withoutSecret(issue);
  const { constructPath, message, value, reason, fix, excerpt } = issue;
  const texts = { constructPath, message, value, reason, fix, excerpt };
  const changed = Object.entries(texts).flatMap(([name, text]): readonly [string, string][] =>
    text === undefined ? [] : [[name, maskText(text, known)]],
  );
  return { ...issue, ...Object.fromEntries(changed) };
}

/** The issue for reports. */
function withoutSecret({ severity, code, constructPath, message, ...issue }: SecretIssue): Issue {
  const { value, reason, fix, source } = issue;
  return {
    severity,
    code,
    constructPath,
    message,
    ...(value === undefined ? {} : { value }),
    ...explanationOf({ reason, fix }),
    ...(source === undefined ? {} : { source }),
  };
}
