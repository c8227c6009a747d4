import { Failure } from "../effects";

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

/** Neither cdk.json nor the command line says which program to run. */
export function appMissing(file: string, exists: boolean): Failure {
  return new Failure({
    kind: "usage",
    code: "app-missing",
    message: "there is no program to run",
    reason: exists ? `${file} has no "app", and no --app is given` : `there is no ${file} here, and no --app is given`,
    fix: 'give --app "npx ts-node main.ts", or write { "app": "npx ts-node main.ts" } into cdk.json',
  });
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

/** A `--context` without a value. */
export function contextMalformed(text: string): Failure {
  return new Failure({
    kind: "usage",
    code: "context-malformed",
    message: `--context ${text} has no value`,
    reason: "a context value is given as KEY=VALUE",
  });
}

/** A file for a disk that is not asked for. */
export function diskWithoutSize(file: string): Failure {
  return new Failure({
    kind: "usage",
    code: "disk-without-size",
    message: `--disk-file ${file} is given without --disk`,
    reason: "the size of the disk is not known",
    fix: "give --disk 8G, or the size that the file has",
  });
}

/** There is nobody to ask. */
export function confirmationMissing(device: string): Failure {
  return new Failure({
    kind: "usage",
    code: "confirmation-missing",
    message: `nothing was written to ${device}: nobody can be asked whether it is the right one`,
    reason: "there is no terminal, and everything on the device would be lost",
    fix: "give --yes",
  });
}

/** The person who was asked did not say yes. */
export function notConfirmed(device: string): Failure {
  return new Failure({
    kind: "usage",
    code: "not-confirmed",
    message: `nothing was written to ${device}: it was not confirmed`,
  });
}

/** A file that is asked for has no place. */
export function directoryMissing(option: string, file: string): Failure {
  return new Failure({
    kind: "usage",
    code: "directory-missing",
    message: `${option} ${file} cannot be written`,
    reason: "it is a directory, or the one that it is to be in does not exist",
    fix: "name a file in a directory that exists",
  });
}

/** The doctor found what makes building impossible. */
export function machineNotReady(checks: readonly string[]): Failure {
  return new Failure({
    kind: "machine",
    code: "machine-not-ready",
    message: `no ISO can be built here yet: see ${checks.join(", ")}`,
    fix: "do what the lines above say, then run synth doctor again",
  });
}
