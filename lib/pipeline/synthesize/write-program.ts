import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { IConstruct } from "constructs";
import * as E from "fp-ts/Either";
import { Annotations, isSealed } from "../../constructs";
import {
  childEnvironment,
  defaultOutput,
  formatIssues,
  manifestFile,
  ProgramError,
  type ChildReport,
  type FileTree,
  type Issue,
} from "../../model";
import { optionTableFile, type OptionTable } from "../../options";
import { gitRevisionSync } from "../../platform/git/git";
import { keepLocksSync } from "../../project/lock-file/keep-locks";
import { outputOfStaging } from "../../project/output/output-paths";
import { writeOutputSync } from "../../project/output/write-output";
import { writeTreeSync } from "../../project/output/write-tree";
import { readOptionTableSync } from "../../project/read-option-table";
import { outdirIgnored, twoApps } from "./errors";
import { SynthesisError } from "./synthesis-error";
import { synthesize, type Synthesized } from "./synthesize";

/** A program: its construct tree, with the settings of the root. */
export interface Program {
  readonly root: IConstruct;
  /** Absolute path. */
  readonly projectDirectory: string;
  /** Output directory, relative to the project directory. */
  readonly outdir: string;
  /** Revision of the project. Default: from the context or the work tree. */
  readonly revision?: string | undefined;
}

/** Generates the tree of a program. Left with all issues if one of them is an error. */
export function synthesizeProgram(program: Program): E.Either<readonly Issue[], Synthesized> {
  const { root, projectDirectory, revision } = program;
  return synthesize(root, {
    projectDirectory,
    revision: revision ?? contextRevision(root) ?? gitRevisionSync(projectDirectory),
    outputs: outputsOf(program),
    ...(process.env[childEnvironment.ignoreOptionTable] === undefined
      ? { optionTable: importedTable(program) }
      : { checkOptions: false }),
  });
}

function outputsOf({ projectDirectory, outdir }: Program): readonly string[] {
  const given = process.env[childEnvironment.outputDirectory];
  const staged = given === undefined ? undefined : (outputOfStaging(given) ?? given);
  const names = [defaultOutput, outdir, ...(staged === undefined ? [] : [staged])];
  return [...new Set(names.map((name) => path.resolve(projectDirectory, name)))];
}

/**
 * Writes the output of a program, or nothing if it has errors, and reports all issues.
 * @param stacks writes related files outside of the tree, given the tree before it becomes the output, and their absolute
 * directory. If it throws, the output is unchanged.
 * @returns the absolute output directory
 * @throws {@link SynthesisError} with all issues if the program has errors
 */
export function writeProgram(
  program: Program,
  stacks?: { readonly directory: string; readonly write: (tree: string) => void },
): string {
  makeRoom(program);
  warnAboutOutput(program);
  const result = synthesizeProgram(program);
  report(E.isLeft(result) ? result.left : result.right.issues, stacks?.directory);
  if (E.isLeft(result)) throw new SynthesisError(result.left);
  return write(program, result.right.tree, stacks?.write);
}

/**
 * Empties the directory of the command line for another synthesis of the same app.
 * @throws ProgramError if another app has written it
 */
function makeRoom({ root }: Program): void {
  const given = process.env[childEnvironment.outputDirectory];
  if (given === undefined || !existsSync(path.join(given, manifestFile))) return;
  if (!isSealed(root)) throw new ProgramError(twoApps);
  for (const name of readdirSync(given)) rmSync(path.join(given, name), { recursive: true });
}

/** Warns about an output directory that only the program names: the command line chooses its own before it runs the program. */
function warnAboutOutput({ root, projectDirectory, outdir }: Program): void {
  const given = process.env[childEnvironment.outputDirectory];
  const output = given === undefined ? undefined : outputOfStaging(given);
  const usual = path.resolve(projectDirectory, defaultOutput);
  if (output === undefined || path.resolve(output) !== usual || path.resolve(projectDirectory, outdir) === usual)
    return;
  Annotations.of(root).addWarning(outdirIgnored(outdir));
}

function write({ projectDirectory, outdir }: Program, tree: FileTree, writeStacks?: (tree: string) => void): string {
  // The command line locks and publishes by itself, and passes an empty directory to write to.
  const given = process.env[childEnvironment.outputDirectory];
  const fill = (directory: string): void => {
    writeTreeSync(directory, tree);
    writeStacks?.(directory);
  };
  if (given !== undefined) {
    fill(given);
    return given;
  }
  const output = path.resolve(projectDirectory, outdir);
  writeOutputSync(output, (directory) => {
    fill(directory);
    // Last: the stacks contain a hash of the tree, which lock files are not part of.
    keepLocksSync(flakeDirectories(tree), output, directory);
  });
  return output;
}

function flakeDirectories({ files }: FileTree): readonly string[] {
  return [...files.keys()].filter((file) => file.endsWith("/flake.nix")).map((file) => path.dirname(file));
}

function contextRevision(root: IConstruct): string | undefined {
  const revision: unknown = root.node.tryGetContext("cdknix:revision");
  return typeof revision === "string" ? revision : undefined;
}

/** The options that `synth import` found; undefined if it did not run. */
function importedTable({ root, projectDirectory }: Program): OptionTable | undefined {
  const read = readOptionTableSync(projectDirectory);
  if (read === undefined || "table" in read) return read?.table;
  Annotations.of(root).addWarning({
    code: "option-table-unreadable",
    message: `cannot read ${optionTableFile}, so the imported options are not used`,
    reason: read.problem,
    fix: "run `synth import` again, or remove the file",
  });
  return undefined;
}

/** Reports all issues to the command line, or the warnings to a person: errors are thrown. */
function report(issues: readonly Issue[], stacks: string | undefined): void {
  const file = process.env[childEnvironment.report];
  if (file !== undefined) {
    const content: ChildReport = { issues: [...issues], stacks };
    writeFileSync(file, JSON.stringify(content));
    return;
  }
  const warnings = issues.filter(({ severity }) => severity === "warning");
  if (warnings.length > 0) process.stderr.write(`${formatIssues(warnings)}\n`);
}
