import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { childEnvironment, hasErrors, manifestFile, type ChildReport, type Issue, type Manifest } from "../../model";
import type { Failure } from "../../platform/failure";
import { packageRoot } from "../../platform/package-root";
import { runProcess } from "../../platform/process/run-process";
import { isMachineCode } from "../../platform/system-error";
import { readManifestSync } from "../output/manifest";
import type { Staging } from "../output/staging";
import { childReportSchema } from "./child-report";
import { programFailed, programRejected, programSynthesizedNothing, runnerMissing } from "./errors";
import { binDirectories, withoutLauncher } from "./launcher";
import { packageInstallCommand } from "./package-manager";
import { compileCacheEnvironment } from "../../platform/process/compile-cache";
import { missingRunner, otherRunnerFix, type MissingRunner } from "./runner";

/** The user's program with its settings. */
export interface ProgramRequest {
  /** Command line for the shell, run in the project directory. */
  readonly command: string;
  readonly projectDirectory: string;
  readonly context: Readonly<Record<string, unknown>>;
  /** Show the stack trace of an exception. Default: false. */
  readonly verbose?: boolean;
  /** Do not check definitions against imported option types. Default: false. */
  readonly ignoreOptionTable?: boolean;
}

/** The result of the program. */
export interface ProgramOutcome {
  readonly manifest: Manifest;
  /** Warnings and notes. */
  readonly issues: readonly Issue[];
  /** Absolute directory for the Terraform stacks that the program wrote to staging; undefined if there are none. */
  readonly stacks?: string | undefined;
}

/**
 * Runs the user's program as a child process that writes to staging. Its stdout is redirected to stderr, because stdout is
 * reserved for results.
 * @throws a failure with everything that the program reported if it has errors, or if it did not write a flake.
 */
export async function runProgram(request: ProgramRequest, staging: Staging): Promise<ProgramOutcome> {
  const runner = missingRunner(request.command, request.projectDirectory);
  if (runner?.mayBeDownloaded === false) throw missingRunnerFailure(runner, request);
  const run = await runProcess({
    argv: [withoutLauncher(request.command, request.projectDirectory)],
    shell: true,
    cwd: request.projectDirectory,
    stdout: "to-stderr",
    stderr: "inherit",
    env: {
      PATH: [...binDirectories(request.projectDirectory), process.env.PATH].filter(Boolean).join(path.delimiter),
      [childEnvironment.outputDirectory]: staging.tree,
      [childEnvironment.stacksDirectory]: staging.stacks,
      [childEnvironment.context]: JSON.stringify(request.context),
      [childEnvironment.terraformContext]: JSON.stringify(request.context),
      [childEnvironment.report]: staging.report,
      ...(request.ignoreOptionTable === true ? { [childEnvironment.ignoreOptionTable]: "1" } : {}),
      ...(request.verbose === true ? { [childEnvironment.verbose]: "1" } : {}),
      // The error says more than npx, which prints that it cannot download the runner.
      ...(runner === undefined ? {} : { npm_config_loglevel: "silent" }),
      ...compileCacheEnvironment(),
      NODE_OPTIONS: [process.env.NODE_OPTIONS, `--require ${quoted(preload)}`].filter(Boolean).join(" "),
    },
  });
  const { issues, stacks } = readReport(staging.report);
  if (hasErrors(issues))
    throw programRejected(
      issues,
      issues.some(({ code }) => isMachineCode(code)),
    );
  if (run.exitCode !== 0) {
    // 1 is the exit code of npx, which cannot download the runner.
    throw runner === undefined || run.exitCode !== 1
      ? programFailed(request.command, run)
      : missingRunnerFailure(runner, request);
  }
  const manifest = path.join(staging.tree, manifestFile);
  if (!existsSync(manifest)) throw programSynthesizedNothing(request.command, run);
  return { manifest: readManifestSync(manifest), issues, stacks };
}

function missingRunnerFailure({ name, packages }: MissingRunner, request: ProgramRequest): Failure {
  const install = `run \`${packageInstallCommand(request.projectDirectory, packages, true)}\``;
  return runnerMissing(request.command, name, otherRunnerFix(name) ?? install);
}

/** Always the compiled file: Node loads it before the program can register a TypeScript loader. */
const preload = path.join(packageRoot, "dist", "lib", "project", "program", "child-preload.js");

/** Quotes a value for NODE_OPTIONS. */
function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, "\\$&")}"`;
}

function readReport(file: string): ChildReport {
  if (!existsSync(file)) return { issues: [] };
  try {
    // JSON omits undefined properties, which zod's types cannot express.
    return childReportSchema.parse(JSON.parse(readFileSync(file, "utf8"))) as ChildReport;
  } catch {
    // Truncated because the program was killed: then only its exit status is reported.
    return { issues: [] };
  }
}
