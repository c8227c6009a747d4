import { Failure } from "../../platform/failure";

/** cdk.json cannot be read or is not JSON. */
export function configUnreadable(file: string, reason: string): Failure {
  return new Failure({
    kind: "usage",
    code: "config-unreadable",
    message: `${file} cannot be read`,
    reason,
    fix: 'make it a JSON object, such as { "app": "npx ts-node main.ts" }',
  });
}

/** A key of cdk.json is unknown or has a value of the wrong kind. */
export function configInvalid(file: string, message: string, reason: string): Failure {
  return new Failure({ kind: "usage", code: "config-invalid", message: `${file}: ${message}`, reason });
}

/** A profile that is neither built in nor in cdk.json. */
export function profileUnknown(name: string, known: readonly string[], extendedBy: string | undefined): Failure {
  return new Failure({
    kind: "usage",
    code: "profile-unknown",
    message: `there is no profile ${JSON.stringify(name)}${extendedBy === undefined ? "" : `, which ${extendedBy} extends`}`,
    reason: `there are: ${known.join(", ")}`,
    fix: 'define it in cdk.json, such as { "profiles": { "demo": { "extends": "dev" } } }',
  });
}

/** Profiles that extend each other. */
export function profileCircular(names: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "profile-circular",
    message: `a profile extends itself: ${names.join(" -> ")}`,
    fix: "let one of them extend nothing, or a built-in profile",
  });
}

/** A key of a profile is no option. */
export function profileOptionMalformed(
  where: string,
  option: string,
  reason: string | undefined,
  fix: string | undefined,
): Failure {
  return new Failure({
    kind: "usage",
    code: "profile-option-malformed",
    message: `cdk.json: ${JSON.stringify(option)} in ${where} is not the path of an option`,
    reason,
    fix,
  });
}

/** A profile gives a value to an option and to something within it. */
export function profileOptionsOverlap(name: string, outer: string, inner: string): Failure {
  return new Failure({
    kind: "usage",
    code: "profile-options-overlap",
    message: `the profile ${name} has values for ${outer} and for ${inner}, which is a part of it`,
    reason: "only one of the two can count",
    fix: `put what ${outer} is to have into values for its parts`,
  });
}
