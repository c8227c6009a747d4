import { Failure } from "../../platform/failure";

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
