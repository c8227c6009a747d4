import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { repository } from "../docs/documents";

/** Who reports the mistake first: the editor's compiler, `synth` before Nix runs, or Nix, in an error that `synth` maps. */
export type Stage = "editor" | "synth" | "Nix";

/** A program with one mistake. The comment at the top of its file states the expected error. */
export interface WrongProgram {
  readonly name: string;
  /** The file, relative to the repository. */
  readonly file: string;
  readonly mistake: string;
  readonly reportedBy: Stage;
  /** The first line of the error. */
  readonly message: string;
  /** Line of the mistake: the line after the marker comment. */
  readonly line: number;
}

const directory = "test/wrong-programs/programs";
const marker = "// The next line is wrong.";

/** Every program in the directory, grouped by stage. To add one, add a file. */
export function wrongPrograms(): readonly WrongProgram[] {
  const names = readdirSync(path.join(repository, directory)).map((name) => path.basename(name, ".ts"));
  const programs = names.map(wrongProgram);
  const stages: readonly Stage[] = ["editor", "synth", "Nix"];
  return stages.flatMap((reportedBy) => programs.filter((program) => program.reportedBy === reportedBy));
}

function wrongProgram(name: string): WrongProgram {
  const file = `${directory}/${name}.ts`;
  const lines = readFileSync(path.join(repository, file), "utf8").split("\n");
  const [, mistake, reportedBy, message] = lines.map((line) =>
    line.replace(/^ \* (?:Mistake|Reported by|Message): /, ""),
  );
  const marked = lines.flatMap((line, index) => (line === marker ? [index + 2] : []));
  if (marked[0] === undefined || marked.length > 1) throw new Error(`${file} does not mark one line`);
  if (reportedBy !== "editor" && reportedBy !== "synth" && reportedBy !== "Nix")
    throw new Error(`${file}: unknown stage in "Reported by"`);
  return { name, file, mistake: mistake ?? "", reportedBy, message: message ?? "", line: marked[0] };
}

/** The result of the command line for a program. */
export interface Reported {
  readonly exitCode: number | null;
  /** The first line of its error. */
  readonly message: string | undefined;
  /** The reported `file:line` of the program. */
  readonly at: string | undefined;
  readonly stderr: string;
}

/** Runs a program with the command line; `output` is a directory of the test. */
export function synth(program: WrongProgram, output: string, args: readonly string[]): Reported {
  const argv = ["bin/cdknix.js", "--app", `node -r ts-node/register ${program.file}`, "-o", output, ...args];
  const { status, stderr } = spawnSync(process.execPath, argv, { cwd: repository, encoding: "utf8" });
  return {
    exitCode: status,
    message: /^error\[.*$/m.exec(stderr)?.[0],
    at: /^ {2}at: {4}(.*)$/m.exec(stderr)?.[1],
    stderr,
  };
}
