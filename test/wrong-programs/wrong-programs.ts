import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { repository } from "../docs/documents";

/** Who tells first what is wrong: the editor by its compiler, `synth` before Nix runs, or Nix, in the words of `synth`. */
export type Teller = "editor" | "synth" | "Nix";

/** A program with one mistake. Each is a file that says itself, in its head, what is to be told about it. */
export interface WrongProgram {
  readonly name: string;
  /** The file, relative to the repository. */
  readonly file: string;
  readonly mistake: string;
  readonly teller: Teller;
  /** The first line of what is told. */
  readonly message: string;
  /** Line of the mistake: the one below the comment that says so. */
  readonly line: number;
}

const directory = "test/wrong-programs/programs";
const marker = "// The next line is wrong.";

/** Every program of the folder, in the order of who tells. To add one, add a file. */
export function wrongPrograms(): readonly WrongProgram[] {
  const names = readdirSync(path.join(repository, directory)).map((name) => path.basename(name, ".ts"));
  const programs = names.map(wrongProgram);
  const tellers: readonly Teller[] = ["editor", "synth", "Nix"];
  return tellers.flatMap((teller) => programs.filter((program) => program.teller === teller));
}

function wrongProgram(name: string): WrongProgram {
  const file = `${directory}/${name}.ts`;
  const lines = readFileSync(path.join(repository, file), "utf8").split("\n");
  const [, mistake, teller, message] = lines.map((line) => line.replace(/^ \* (?:Mistake|Told by|Message): /, ""));
  const marked = lines.flatMap((line, index) => (line === marker ? [index + 2] : []));
  if (marked[0] === undefined || marked.length > 1) throw new Error(`${file} does not mark one line`);
  if (teller !== "editor" && teller !== "synth" && teller !== "Nix") throw new Error(`${file}: who tells it?`);
  return { name, file, mistake: mistake ?? "", teller, message: message ?? "", line: marked[0] };
}

/** What the command line says about a program, besides its steps. */
export interface Told {
  readonly exitCode: number | null;
  /** The first line of its error. */
  readonly message: string | undefined;
  /** `file:line` of the program, as it is shown. */
  readonly at: string | undefined;
  readonly stderr: string;
}

/** Runs a program by the command line, which keeps what it writes in a directory of the test's. */
export function synth(program: WrongProgram, output: string, args: readonly string[]): Told {
  const argv = ["bin/cdknix.js", "--app", `node -r ts-node/register ${program.file}`, "-o", output, ...args];
  const { status, stderr } = spawnSync(process.execPath, argv, { cwd: repository, encoding: "utf8" });
  return {
    exitCode: status,
    message: /^error\[.*$/m.exec(stderr)?.[0],
    at: /^ {2}at: {4}(.*)$/m.exec(stderr)?.[1],
    stderr,
  };
}
