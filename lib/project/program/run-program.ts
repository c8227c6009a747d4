import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { childEnvironment, hasErrors, manifestFile, type ChildReport, type Issue, type Manifest } from "../../model";
import { packageRoot } from "../../platform/package-root";
import { runProcess } from "../../platform/process/run-process";
import { isMachineCode } from "../../platform/system-error";
import { readManifestSync } from "../output/manifest";
import type { Staging } from "../output/staging";
import { childReportSchema } from "./child-report";
import { programFailed, programRejected, programSynthesizedNothing } from "./errors";

/** The user's program, and what it is given. */
export interface ProgramRequest {
  /** Command line for the shell, run in the project directory. */
  readonly command: string;
  readonly projectDirectory: string;
  readonly context: Readonly<Record<string, unknown>>;
  /** Show the stack trace of an exception. Default: false. */
  readonly verbose?: boolean;
  /** Do not check definitions against the options that were imported. Default: false. */
  readonly ignoreOptionTable?: boolean;
}

/** What the program made. */
export interface ProgramOutcome {
  readonly manifest: Manifest;
  /** Warnings and notes. */
  readonly issues: readonly Issue[];
  /** Where the stacks of Terraform that it wrote into staging belong, absolute; undefined when there are none. */
  readonly stacks?: string | undefined;
}

/**
 * Runs the user's program as a child process, which writes into staging. What it prints goes to stderr: stdout is for
 * results.
 * @throws a failure with everything that the program reported when it is wrong, or when it left no tree behind.
 */
export async function runProgram(request: ProgramRequest, staging: Staging): Promise<ProgramOutcome> {
  const run = await runProcess({
    argv: [request.command],
    shell: true,
    cwd: request.projectDirectory,
    stdout: "to-stderr",
    stderr: "inherit",
    env: {
      // What the project has installed, as npm's scripts find it: npx takes as long to start as everything else together.
      PATH: [path.join(request.projectDirectory, "node_modules", ".bin"), process.env.PATH]
        .filter(Boolean)
        .join(path.delimiter),
      [childEnvironment.outputDirectory]: staging.tree,
      [childEnvironment.stacksDirectory]: staging.stacks,
      [childEnvironment.context]: JSON.stringify(request.context),
      [childEnvironment.terraformContext]: JSON.stringify(request.context),
      [childEnvironment.report]: staging.report,
      ...(request.ignoreOptionTable === true ? { [childEnvironment.ignoreOptionTable]: "1" } : {}),
      ...(request.verbose === true ? { [childEnvironment.verbose]: "1" } : {}),
      NODE_OPTIONS: [process.env.NODE_OPTIONS, `--require ${quoted(preload)}`].filter(Boolean).join(" "),
    },
  });
  const { issues, stacks } = readReport(staging.report);
  if (hasErrors(issues))
    throw programRejected(
      issues,
      issues.some(({ code }) => isMachineCode(code)),
    );
  if (run.exitCode !== 0) throw programFailed(request.command, run);
  const manifest = path.join(staging.tree, manifestFile);
  if (!existsSync(manifest)) throw programSynthesizedNothing(request.command, run);
  return { manifest: readManifestSync(manifest), issues, stacks };
}

/** Always the compiled one: Node loads it before the program can teach it TypeScript. */
const preload = path.join(packageRoot, "dist", "lib", "project", "program", "child-preload.js");

/** As NODE_OPTIONS takes a value that may hold blanks. */
function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, "\\$&")}"`;
}

function readReport(file: string): ChildReport {
  if (!existsSync(file)) return { issues: [] };
  try {
    // JSON leaves out what is undefined, which zod's types cannot say.
    return childReportSchema.parse(JSON.parse(readFileSync(file, "utf8"))) as ChildReport;
  } catch {
    // Cut off when the program was killed: how it ended is then what there is to tell.
    return { issues: [] };
  }
}
