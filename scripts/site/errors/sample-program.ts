import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { Construct } from "constructs";
import * as E from "fp-ts/Either";
import * as cdknix from "../../../lib";
import { childEnvironment, type ChildReport, type FileTree, type Issue } from "../../../lib/model";
import { synthesizeProgram } from "../../../lib/pipeline/synthesize/write-program";
import { reportException } from "../../../lib/project/program/child-exception";

/** All names that a program can use without an import of its own. */
const library = { ...cdknix, Construct };

/** The program that the lines of an example are added to, by what exists before these lines. */
const base = {
  app: "const app = new App();",
  flake: 'const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("26.05") });',
  class: 'const iso = new HostClass(flake, "iso");\nnew IsoImage(iso, "image");',
  host: 'const lilith = new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });',
};

/** The last construct that exists before the lines of an example. */
export type Given = keyof typeof base;

/** The whole base program, as the index of the error pages shows it. */
export const baseProgram = `import { App, Flake, Host, HostClass, IsoImage, Nixpkgs } from "cdknix";

${Object.values(base).join("\n")}

app.synth();`;

/** The lines of an example, with their surroundings. */
export interface SampleProgram {
  readonly given: Given;
  readonly lines: string;
  /** Files of the project, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The project directory in messages. */
const shownProject = "/home/me/installer";

/** The result of a program. */
export interface SampleRun {
  readonly issues: readonly Issue[];
  /** Undefined if the program has errors. */
  readonly tree: FileTree | undefined;
}

/** Runs a program in a project of its own, up to the files in memory. An exception is reported as by the command line. */
export function runSample({ given, lines, files = {} }: SampleProgram): SampleRun {
  const project = realpathSync(mkdtempSync(path.join(tmpdir(), "cdknix-sample-")));
  const previous = process.cwd();
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
      writeFileSync(path.join(project, file), text);
    }
    writeFileSync(path.join(project, "main.ts"), programFunction({ given, lines }));
    process.chdir(project);
    const { issues, tree } = run(project);
    const shown = JSON.stringify(issues).replaceAll(project, shownProject);
    return { issues: JSON.parse(shown) as readonly Issue[], tree };
  } finally {
    process.chdir(previous);
    rmSync(project, { recursive: true });
  }
}

/** The program with all imports, as a user writes it. */
export function completeProgram(program: Pick<SampleProgram, "given" | "lines">): string {
  const { text, names } = programParts(program);
  const others = names.includes("Construct") ? 'import { Construct } from "constructs";\n' : "";
  const imported = names.filter((name) => name !== "Construct").join(", ");
  return `${others}import { ${imported} } from "cdknix";\n\n${text}\n\napp.synth();\n`;
}

/** The program as a function of the library, so that it needs no installed package; its first line imports otherwise. */
function programFunction(program: Pick<SampleProgram, "given" | "lines">): string {
  const { text, names } = programParts(program);
  return `module.exports = ({ ${names.join(", ")} }: any) => {\n\n${text}\n\nreturn app;\n};\n`;
}

function programParts({ given, lines }: Pick<SampleProgram, "given" | "lines">): {
  readonly text: string;
  /** Names of the library in the program. */
  readonly names: readonly string[];
} {
  const existing = Object.keys(base) as Given[];
  const before = existing.slice(0, existing.indexOf(given) + 1).map((name) => base[name]);
  const text = [...before, lines].join("\n");
  return { text, names: Object.keys(library).filter((name) => new RegExp(`\\b${name}\\b`).test(text)) };
}

function run(project: string): SampleRun {
  const program = path.join(project, "main.ts");
  try {
    const define = createRequire(__filename)(program) as (names: typeof library) => cdknix.App;
    const settings = { projectDirectory: project, outdir: "cdk.out", revision: "abc1234" };
    const result = synthesizeProgram({ ...settings, root: define(library) });
    return E.isLeft(result)
      ? { issues: result.left, tree: undefined }
      : { issues: result.right.issues, tree: result.right.tree };
  } catch (error) {
    return { issues: reportedIssues(path.join(project, "report.json"), error), tree: undefined };
  }
}

/** The issues that the command line receives from a program that an exception ends. */
export function reportedIssues(report: string, error: unknown): readonly Issue[] {
  process.env[childEnvironment.report] = report;
  try {
    reportException(error);
  } finally {
    Reflect.deleteProperty(process.env, childEnvironment.report);
  }
  return (JSON.parse(readFileSync(report, "utf8")) as ChildReport).issues;
}
