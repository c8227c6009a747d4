import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { childEnvironment, type ChildReport, type Issue, type SourceLocation } from "../../model";
import { isFailure } from "../../platform/failure";
import { packageRoot } from "../../platform/package-root";
import { systemErrorCode, systemFailure } from "../../platform/system-error";
import { childReportSchema } from "./child-report";

/** Tells the command line, within the program's process, of the exception that ends the program. */
export function tellException(error: unknown): void {
  if (process.env[childEnvironment.verbose] !== undefined) process.stderr.write(`${stackOf(error)}\n`);
  const file = process.env[childEnvironment.report];
  if (file === undefined) return;
  const before = readReport(file);
  // The program's own report says it better: what ended the program is then only its consequence.
  if (before.issues.some(({ severity }) => severity === "error")) return;
  const issue = issueOf(error);
  try {
    clearOutput();
    writeFileSync(file, JSON.stringify({ issues: [...before.issues, issue] }));
  } catch {
    process.stderr.write(`${issue.message}\n`);
  }
}

/** A half-written output is of no use, and on a full disk it takes the room of the report. */
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

function issueOf(error: unknown): Issue {
  const failure = isFailure(error) ? error : (fullDisk(error) ?? notCompiled(error) ?? notFound(error));
  const source = sourceOf(stackOf(error));
  return {
    severity: "error",
    code: failure?.code ?? "program-threw",
    constructPath: "",
    message: failure?.message ?? messageOf(error),
    ...(failure?.reason === undefined ? {} : { reason: failure.reason }),
    ...(failure?.fix === undefined ? {} : { fix: failure.fix }),
    ...(source === undefined ? {} : { source }),
  };
}

type Diagnosis = Pick<Issue, "code" | "message"> & Partial<Pick<Issue, "reason" | "fix">>;

/** The program itself is not there: what asked for it is Node or ts-node, and no file of the project. */
function notFound(error: unknown): Diagnosis | undefined {
  const [, file] = /^Cannot find module '([^'\n]+)'/.exec(messageOf(error)) ?? [];
  if (file === undefined || systemErrorCode(error) !== "MODULE_NOT_FOUND" || sourceOf(stackOf(error)) !== undefined) {
    return undefined;
  }
  const name = path.relative(process.cwd(), path.resolve(file));
  const isMain = process.argv.some((argument) => path.resolve(argument) === path.resolve(file));
  if (!isMain) return undefined;
  return {
    code: "program-not-found",
    message: `there is no program ${name}`,
    fix: "check `app` in cdk.json, or --app",
  };
}

/** Node itself was given TypeScript, as ts-node leaves ES modules to it. */
function notCompiled(error: unknown): Diagnosis | undefined {
  const message = messageOf(error);
  if (!/Unknown file extension "\.[cm]?ts"/.test(message)) return undefined;
  const told = { code: "program-not-compiled", message };
  if (isModulePackage(process.cwd())) {
    const reason = "package.json says that its files are ES modules, which ts-node leaves to Node";
    return { ...told, reason, fix: 'leave "type": "module" out of package.json' };
  }
  const settings = '{ "compilerOptions": { "module": "node16" }, "ts-node": { "transpileOnly": true } }';
  return {
    ...told,
    reason: "ts-node finds no tsconfig.json that says how, and leaves it to Node",
    fix: `put a tsconfig.json beside cdk.json: ${settings}`,
  };
}

/** Whether the nearest package.json makes ES modules of the files below it. */
function isModulePackage(directory: string): boolean {
  const file = path.join(directory, "package.json");
  if (existsSync(file)) return /"type"\s*:\s*"module"/.test(readFileSync(file, "utf8"));
  const parent = path.dirname(directory);
  return parent !== directory && isModulePackage(parent);
}

/** Of what the operating system refuses, only this one is never the program's own mistake. */
function fullDisk(error: unknown): ReturnType<typeof systemFailure> {
  return ["ENOSPC", "EDQUOT"].includes(systemErrorCode(error) ?? "")
    ? systemFailure(error, "run the program")
    : undefined;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return `the program threw ${String(error)}`;
  const message = error.message.trim();
  return error.name === "Error" ? message : `${error.name}: ${message}`;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The innermost line of the user's own files in a stack trace; for a syntax error, the line that cannot be read. */
function sourceOf(stack: string): SourceLocation | undefined {
  for (const line of stack.split("\n")) {
    const place = /^(?:\s+at .*?)?\(?((?:file:\/\/)?\/[^()]*?):(\d+)(?::(\d+))?\)?$/.exec(line);
    const file = place?.[1]?.replace(/^file:.*$/, (url) => fileURLToPath(url));
    if (file === undefined || !isUsers(file)) continue;
    return { file: path.relative(process.cwd(), file), line: Number(place?.[2]), column: Number(place?.[3] ?? 1) };
  }
  return undefined;
}

/** What this package itself consists of, where no mistake of the user's can be, even when the package is the project. */
const ownDirectories = ["lib", "dist", "bin"].map((name) => path.join(packageRoot, name) + path.sep);

function isUsers(file: string): boolean {
  const inProject = file.startsWith(process.cwd() + path.sep);
  return inProject && !file.includes("/node_modules/") && !ownDirectories.some((own) => file.startsWith(own));
}
