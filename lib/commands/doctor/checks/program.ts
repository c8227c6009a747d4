import { packageInstallCommand } from "../../../project/program/package-manager";
import { hasRunner, otherRunnerFix, runnerOf, runnerPackages } from "../../../project/program/runner";
import { canStripTypes, firstTypeStrippingNode } from "../../../platform/type-stripping";
import type { Check, Finding } from "../finding";

/** Checks that the program that runs the project's TypeScript is installed. */
export const checkProgram: Check = ({ app, projectDirectory }) => {
  if (app === undefined) {
    return { check: "program", status: "ok", message: "skipped: no cdk.json with an app in this directory" };
  }
  const runner = runnerOf(app);
  if (runner === undefined) return { check: "program", status: "ok", message: `not checked: ${app}` };
  if (runner === "node" && /\.[cm]?ts(?:\s|$)/.test(app)) return typeScriptNodeFinding(process.versions.node);
  if (hasRunner(runner, projectDirectory)) {
    return { check: "program", status: "ok", message: `${runner} is installed` };
  }
  return {
    check: "program",
    status: "error",
    message: `${runner} is not installed in this project`,
    reason: `the app in cdk.json is \`${app}\``,
    fix: otherRunnerFix(runner) ?? packageInstallCommand(projectDirectory, runnerPackages(runner), true),
  };
};

/** Whether a version of Node.js runs a program in TypeScript by itself. */
export function typeScriptNodeFinding(version: string): Finding {
  const check = "program";
  if (canStripTypes(version)) return { check, status: "ok", message: `Node.js ${version} runs TypeScript` };
  return {
    check,
    status: "error",
    message: `Node.js ${version} does not run TypeScript`,
    reason: `the app in cdk.json needs Node.js ${firstTypeStrippingNode} or later`,
    fix: 'install a newer Node.js, or use tsx: npm install --save-dev tsx, and in cdk.json "app": "npx tsx main.ts"',
  };
}
