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

/** A `--context` without a value. */
export function contextMalformed(text: string): Failure {
  return new Failure({
    kind: "usage",
    code: "context-malformed",
    message: `--context ${text} has no value`,
    reason: "a context value is given as KEY=VALUE",
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
