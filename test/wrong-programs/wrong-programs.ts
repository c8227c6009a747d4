import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { repository } from "../docs/documents";

/** What detects a mistake first: the editor with its compiler, `synth` before Nix runs, or Nix, as reported by `synth`. */
export type Detector = "editor" | "synth" | "Nix";

/** A program with one mistake. The head of its file contains the expected message. */
export interface WrongProgram {
  readonly name: string;
  /** The file, relative to the repository. */
  readonly file: string;
  readonly mistake: string;
  readonly detector: Detector;
  /** The first line of the message. */
  readonly message: string;
  /** Line of the mistake: the one below the marker comment. */
  readonly line: number;
}

const directory = "test/wrong-programs/programs";
const marker = "// The next line is wrong.";

/** Every program in the folder, by detector. To add one, add a file. */
export function wrongPrograms(): readonly WrongProgram[] {
  const names = readdirSync(path.join(repository, directory)).map((name) => path.basename(name, ".ts"));
  const programs = names.map(wrongProgram);
  const detectors: readonly Detector[] = ["editor", "synth", "Nix"];
  return detectors.flatMap((detector) => programs.filter((program) => program.detector === detector));
}

function wrongProgram(name: string): WrongProgram {
  const file = `${directory}/${name}.ts`;
  const lines = readFileSync(path.join(repository, file), "utf8").split("\n");
  const [, mistake, detector, message] = lines.map((line) =>
    line.replace(/^ \* (?:Mistake|Detected by|Message): /, ""),
  );
  const marked = lines.flatMap((line, index) => (line === marker ? [index + 2] : []));
  if (marked[0] === undefined || marked.length > 1) throw new Error(`${file} does not mark one line`);
  if (detector !== "editor" && detector !== "synth" && detector !== "Nix") throw new Error(`${file}: unknown detector`);
  return { name, file, mistake: mistake ?? "", detector, message: message ?? "", line: marked[0] };
}

/** The CLI's report about a program, without progress messages. */
export interface Report {
  readonly exitCode: number | null;
  /** The first line of its error. */
  readonly message: string | undefined;
  /** `file:line` of the program, as printed. */
  readonly at: string | undefined;
  readonly stderr: string;
}

/** Runs a program with the CLI, which writes to the test's directory. */
export function synth(program: WrongProgram, output: string, args: readonly string[]): Report {
  const argv = ["bin/cdknix.js", "--app", `node -r ts-node/register ${program.file}`, "-o", output, ...args];
  const { status, stderr } = spawnSync(process.execPath, argv, { cwd: repository, encoding: "utf8" });
  return {
    exitCode: status,
    message: /^error\[.*$/m.exec(stderr)?.[0],
    at: /^ {2}at: {4}(.*)$/m.exec(stderr)?.[1],
    stderr,
  };
}
