import { hasRunner, runnerOf } from "../../../project/program/installed-runner";
import { installCommand } from "../../../project/program/package-manager";
import { runnerPackages } from "../../../project/program/runner";
import type { Check } from "../finding";

/** Checks that the program that runs the project's TypeScript is installed. */
export const checkProgram: Check = ({ app, projectDirectory }) => {
  if (app === undefined) {
    return { check: "program", status: "ok", message: "skipped: no cdk.json with an app in this directory" };
  }
  const runner = runnerOf(app);
  if (runner === undefined) return { check: "program", status: "ok", message: `not checked: ${app}` };
  if (hasRunner(runner, projectDirectory)) {
    return { check: "program", status: "ok", message: `${runner} is installed` };
  }
  return {
    check: "program",
    status: "error",
    message: `${runner} is not installed in this project`,
    reason: `the app in cdk.json is \`${app}\``,
    fix: installCommand(projectDirectory, runnerPackages(runner), true),
  };
};
