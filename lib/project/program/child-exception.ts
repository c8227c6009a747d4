import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { childEnvironment, isProgramError, type ChildReport, type Issue } from "../../model";
import { maskText } from "../../scan/mask-text";
import { isFailure } from "../../platform/failure";
import { sourceStack } from "../../platform/source-stack";
import { systemErrorCode, systemFailure } from "../../platform/system-error";
import { firstTypeStrippingNode } from "../../platform/type-stripping";
import { childReportSchema } from "./child-report";
import { compileErrors } from "./compile-errors";
import { missingModule } from "./missing-module";
import { missingProgram } from "./missing-program";
import { causesOf, thrownMessage } from "./thrown-value";
import { userLocation } from "./user-files";

/** Reports the exception that ends the program to the command line. Runs in the program's process. */
export function reportException(error: unknown): void {
  if (process.env[childEnvironment.verbose] !== undefined)
    process.stderr.write(`${maskText(sourceStack(stackOf(error)))}\n`);
  const file = process.env[childEnvironment.report];
  if (file === undefined) return;
  const before = readReport(file);
  // The program's own report is more precise; the exception is only a consequence.
  if (before.issues.some(({ severity }) => severity === "error")) return;
  const issues = issuesOf(error);
  try {
    clearOutput();
    writeFileSync(file, JSON.stringify({ issues: [...before.issues, ...issues] }));
  } catch {
    for (const { message } of issues) process.stderr.write(`${maskText(message)}\n`);
  }
}

/** An incomplete output is useless, and on a full disk it takes the space of the report. */
function clearOutput(): void {
  const output = process.env[childEnvironment.outputDirectory];
  if (output === undefined) return;
  for (const name of readdirSync(output)) rmSync(path.join(output, name), { recursive: true, force: true });
}

function readReport(file: string): ChildReport {
  try {
    return childReportSchema.parse(JSON.parse(readFileSync(file, "utf8"))) as ChildReport;
  } catch {
    return { issues: [] };
  }
}

function issuesOf(error: unknown): readonly Issue[] {
  if (isFailure(error)) return [issueOf(error)];
  return compileErrors(error) ?? [missingProgram(error, process.argv) ?? missingModule(error) ?? issueOf(error)];
}

function issueOf(error: unknown): Issue {
  const failure: Diagnosis | undefined =
    isFailure(error) || isProgramError(error)
      ? error
      : (fullDisk(error) ?? notCompiled(error) ?? afterSynthesis(error));
  const source = userLocation(stackOf(error));
  const reason = failure === undefined ? causesOf(error) : failure.reason;
  return {
    severity: "error",
    code: failure?.code ?? "program-threw",
    constructPath: "",
    message: failure?.message ?? thrownMessage(error),
    ...(failure?.value === undefined ? {} : { value: failure.value }),
    ...(reason === undefined ? {} : { reason }),
    ...(failure?.fix === undefined ? {} : { fix: failure.fix }),
    ...(source === undefined ? {} : { source }),
  };
}

interface Diagnosis extends Pick<Issue, "code" | "message"> {
  readonly value?: string | undefined;
  readonly reason?: string | undefined;
  readonly fix?: string | undefined;
}

/** Node itself loads a TypeScript file, because it is too old, or because ts-node does not handle ES modules. */
function notCompiled(error: unknown): Diagnosis | undefined {
  const message = thrownMessage(error);
  if (!/Unknown file extension "\.[cm]?ts"/.test(message)) return undefined;
  const diagnosis = { code: "program-not-compiled", message };
  if (!usesTsNode()) {
    const reason = `Node.js ${process.versions.node} does not run TypeScript; version ${firstTypeStrippingNode} or later does`;
    const fix = `install a newer Node.js, or run the program with tsx: npm install --save-dev tsx, and in cdk.json ${tsxApp()}`;
    return { ...diagnosis, reason, fix };
  }
  if (isModulePackage(process.cwd())) {
    const reason = "package.json declares ES modules, which ts-node does not compile";
    const fix = `run the program with tsx: npm install --save-dev tsx, and in cdk.json ${tsxApp()}`;
    return { ...diagnosis, reason, fix };
  }
  const settings = '{ "compilerOptions": { "module": "node16" }, "ts-node": { "transpileOnly": true } }';
  return {
    ...diagnosis,
    reason: "ts-node finds no tsconfig.json, so it does not compile the file",
    fix: `put a tsconfig.json next to cdk.json: ${settings}`,
  };
}

function tsxApp(): string {
  const file = path.relative(process.cwd(), process.argv[1] ?? "main.ts");
  return JSON.stringify({ app: `npx tsx ${file}` });
}

/** Whether ts-node runs the program. */
function usesTsNode(): boolean {
  return Symbol.for("ts-node.register.instance") in process;
}

/** Whether the nearest package.json declares ES modules. */
function isModulePackage(directory: string): boolean {
  const file = path.join(directory, "package.json");
  if (existsSync(file)) return /"type"\s*:\s*"module"/.test(readFileSync(file, "utf8"));
  const parent = path.dirname(directory);
  return parent !== directory && isModulePackage(parent);
}

/** A construct of another library is created after `app.synth()`, which locks the tree. */
function afterSynthesis(error: unknown): Diagnosis | undefined {
  if (!/^Cannot add children (?:to ".*" )?during synthesis$/.test(thrownMessage(error))) return undefined;
  return {
    code: "after-synthesis",
    message: "a construct is created after app.synth()",
    reason: "app.synth() has already written the flake, so this would have no effect",
    fix: "move app.synth() to the end of the program",
  };
}

/** The only system errors that are never a mistake in the program. */
function fullDisk(error: unknown): ReturnType<typeof systemFailure> {
  return ["ENOSPC", "EDQUOT"].includes(systemErrorCode(error) ?? "")
    ? systemFailure(error, "run the program")
    : undefined;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
