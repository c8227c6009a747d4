import { existsSync } from "node:fs";
import * as path from "node:path";
import { hasRunner, runnerOf } from "../../../project/program/installed-runner";
import type { Check } from "../finding";

/** npm packages of well-known runners, where the name of the program is not enough. */
const packages: Readonly<Record<string, string>> = { "ts-node": "ts-node typescript" };

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
  const isInstalled = existsSync(path.join(projectDirectory, "node_modules"));
  return {
    check: "program",
    status: "error",
    message: `${runner} is not installed in this project`,
    reason: `the app in cdk.json is \`${app}\``,
    fix: isInstalled ? `npm install --save-dev ${packages[runner] ?? runner}` : "npm install",
  };
};
