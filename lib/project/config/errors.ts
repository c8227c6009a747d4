import type { Issue, SourceLocation } from "../../model";
import { nearestName } from "../../options";
import { Failure } from "../../platform/failure";

const jsonExample = 'write a JSON object, such as { "app": "npx ts-node main.ts" }';

/** cdk.json cannot be read. */
export function configUnreadable(file: string, reason: string): Failure {
  return new Failure({
    kind: "usage",
    code: "config-unreadable",
    message: `cannot read ${file}`,
    reason,
    fix: jsonExample,
  });
}

/** cdk.json is not JSON. */
export function configNotJson(source: SourceLocation, reason: string, fix: string | undefined): Failure {
  const issue: Issue = {
    severity: "error",
    code: "config-unreadable",
    constructPath: "",
    message: `${source.file} is not JSON`,
    reason,
    fix: fix ?? jsonExample,
    source,
  };
  return new Failure({ kind: "usage", code: issue.code, message: `cannot read ${source.file}`, issues: [issue] });
}

/** Keys of cdk.json are unknown or have invalid values. */
export function configInvalid(file: string, issues: readonly Issue[]): Failure {
  const count = `${String(issues.length)} ${issues.length === 1 ? "error" : "errors"}`;
  return new Failure({ kind: "usage", code: "config-invalid", message: `${file} is invalid: ${count}`, issues });
}

/** The profile is neither built in nor in cdk.json. */
export function profileUnknown(name: string, known: readonly string[], extendedBy: string | undefined): Failure {
  const near = nearestName(name, known);
  return new Failure({
    kind: "usage",
    code: "profile-unknown",
    message: `no profile named ${JSON.stringify(name)}${extendedBy === undefined ? "" : `, which ${extendedBy} extends`}`,
    reason: `profiles: ${known.join(", ")}`,
    fix:
      near === undefined
        ? 'define it in cdk.json, such as { "profiles": { "demo": { "extends": "dev" } } }'
        : `did you mean ${extendedBy === undefined ? "--profile " : ""}${near}?`,
  });
}

/** Profiles extend each other. */
export function profileCircular(names: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "profile-circular",
    message: `a profile extends itself: ${names.join(" -> ")}`,
    fix: 'remove "extends" from one of them, or extend a built-in profile',
  });
}

/** A key of a profile is not an option path. */
export function profileOptionMalformed(
  where: string,
  option: string,
  reason: string | undefined,
  fix: string | undefined,
): Failure {
  return new Failure({
    kind: "usage",
    code: "profile-option-malformed",
    message: `cdk.json: ${JSON.stringify(option)} in ${where} is not an option path`,
    reason,
    fix,
  });
}

/** A profile sets an option and a part of its value. */
export function profileOptionsOverlap(name: string, outer: string, inner: string): Failure {
  return new Failure({
    kind: "usage",
    code: "profile-options-overlap",
    message: `the profile ${name} sets both ${outer} and ${inner}, which is a part of it`,
    reason: "one of the two would override the other",
    fix: `set the parts of ${outer} individually`,
  });
}
