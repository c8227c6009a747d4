import { Failure } from "../../platform/failure";

/** Neither cdk.json nor the command line names a program. */
export function appMissing(file: string, exists: boolean): Failure {
  return new Failure({
    kind: "usage",
    code: "app-missing",
    message: "no program to run",
    reason: exists ? `${file} has no "app", and --app is not set` : `there is no ${file} here, and --app is not set`,
    fix: 'pass --app "npx ts-node main.ts", or write { "app": "npx ts-node main.ts" } to cdk.json',
  });
}

/** A `--context` without a value. */
export function contextMalformed(text: string): Failure {
  return new Failure({
    kind: "usage",
    code: "context-malformed",
    message: `--context ${text} has no value`,
    reason: "the expected form is KEY=VALUE",
  });
}
