import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { projectTemplates, type ProjectTemplate } from "../../lib/commands/init/project-template";
import { runners, type Runner } from "../../lib/commands/init/runner";
import { canStripTypes } from "../../lib/platform/type-stripping";
import { copyProject } from "../build/project-copy";
import { run } from "../build/run";
import { freshDirectory, sharedInRun } from "../build/run-directory";

/** The package, packed by npm. */
export interface Packed {
  /** Absolute path of the tarball. */
  readonly tarball: string;
  /** Paths in the package. */
  readonly files: readonly string[];
  /** Size of the tarball in bytes. */
  readonly size: number;
  /** Total size of its files in bytes. */
  readonly unpackedSize: number;
}

/** Packs a copy of this work tree's files, as for publishing. */
async function packProject(directory: string): Promise<Packed> {
  const copy = await copyProject(path.join(directory, "copy"), path.resolve("."));
  const { stdout } = await run(["npm", "pack", "--json", "--pack-destination", directory], { cwd: copy });
  // The output of npm scripts comes first.
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf("[\n"))) as [
    { filename: string; files: { path: string }[]; size: number; unpackedSize: number },
  ];
  return {
    tarball: path.join(directory, packed.filename),
    files: packed.files.map((file) => file.path),
    size: packed.size,
    unpackedSize: packed.unpackedSize,
  };
}

/** Installs packages into a new directory. */
export async function installInto(directory: string, ...packages: readonly string[]): Promise<string> {
  mkdirSync(directory, { recursive: true });
  const { stdout, stderr } = await run(["npm", "install", "--no-audit", "--no-fund", "--prefer-offline", ...packages], {
    cwd: directory,
  });
  return stdout + stderr;
}

/** A project that `synth init` makes. */
export interface ProjectVariant {
  readonly title: string;
  readonly template: ProjectTemplate;
  readonly runner: Runner;
  /** Options of `synth init`. */
  readonly options: readonly string[];
}

/** Each template with each runner, and the other package for Terraform stacks. */
export const projectVariants: readonly ProjectVariant[] = [
  ...projectTemplates.flatMap((template) =>
    runners.map((runner) => ({
      ...{ title: `${template}-${runner}`, template, runner },
      options: ["--template", template, "--runner", runner],
    })),
  ),
  { title: "terraform-cdktf", template: "terraform", runner: "ts-node", options: ["--terraform", "cdktf"] },
];

/** The package, and a project that has installed it. */
export interface Installation {
  readonly packed: Packed;
  /** Directory of a project that has the package alone. */
  readonly starter: string;
  /** What npm printed when it installed the package. */
  readonly installed: string;
  /** Directory of a project that has installed what all variants need. */
  readonly home: string;
}

/** A new project of each variant. */
export interface TemplateProjects extends Installation {
  readonly directoryOf: (title: string) => string;
  /** Gives a project the installed packages, which are in one of the projects at a time: installing takes long. */
  readonly lendModules: (title: string) => void;
  /** Gives them back to their home, for other tests. */
  readonly returnModules: () => void;
}

/** Packs the package and installs it, which takes a minute: once for all test files of a run. */
export function installation(): Promise<Installation> {
  return sharedInRun("package", install, ({ starter }) => existsSync(path.join(starter, modules)));
}

/** Makes a project of each variant by the packed command line. */
export async function templateProjects(): Promise<TemplateProjects> {
  const made = await installation();
  const directory = freshDirectory("templates");
  const directoryOf = (title: string): string => path.join(directory, title);
  for (const variant of projectVariants) await init(made.starter, variant, directoryOf(variant.title));
  let holder = made.home;
  const move = (to: string): void => {
    if (holder !== to) renameSync(path.join(holder, modules), path.join(to, modules));
    holder = to;
  };
  return {
    ...made,
    directoryOf,
    lendModules: (title) => {
      move(directoryOf(title));
    },
    returnModules: () => {
      move(made.home);
    },
  };
}

const modules = "node_modules";

async function install(directory: string): Promise<Installation> {
  const packed = await packProject(directory);
  const starter = path.join(directory, "starter");
  const installed = await installInto(starter, packed.tarball);
  const home = path.join(directory, "home");
  const all: Required<Dependencies> = { dependencies: {}, devDependencies: {}, overrides: {} };
  for (const variant of projectVariants) {
    const project = path.join(directory, variant.title);
    await init(starter, variant, project);
    const content = dependenciesOf(project);
    for (const key of ["dependencies", "devDependencies", "overrides"] as const) Object.assign(all[key], content[key]);
    rmSync(project, { recursive: true });
  }
  mkdirSync(home);
  writeFileSync(path.join(home, "package.json"), JSON.stringify(all));
  await installInto(home);
  return { packed, starter, installed, home };
}

/** The dependencies in a package.json. */
export interface Dependencies {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
}

/** Reads the dependencies of a project. */
export function dependenciesOf(project: string): Dependencies {
  return JSON.parse(readFileSync(path.join(project, "package.json"), "utf8")) as Dependencies;
}

async function init(starter: string, { options }: ProjectVariant, directory: string): Promise<void> {
  await run([path.join(starter, modules, ".bin/synth"), "init", ...options, directory], {
    cwd: path.dirname(directory),
  });
}

/**
 * The directory of a Node.js that runs TypeScript, for the PATH: this one if it does, or one from npm, which is not in the
 * `node_modules` of a project, because npm would run everything there with it.
 */
export async function typeStrippingNode(): Promise<string> {
  if (canStripTypes(process.versions.node)) return path.dirname(process.execPath);
  const made = await sharedInRun(
    "node-22",
    async (directory) => {
      await installInto(directory, "node@22");
      return path.join(directory, modules, "node/bin");
    },
    existsSync,
  );
  return made;
}
