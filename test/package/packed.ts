import { existsSync, mkdirSync, renameSync } from "node:fs";
import * as path from "node:path";
import { projectTemplates } from "../../lib/commands/init/project-template";
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
async function installInto(directory: string, ...packages: readonly string[]): Promise<void> {
  mkdirSync(directory, { recursive: true });
  await run(["npm", "install", "--no-audit", "--no-fund", "--prefer-offline", ...packages], { cwd: directory });
}

/** The template whose project gets the packages; the others need no more than it does. */
export const richest = "terraform";

/** A new project of each template. */
export interface TemplateProjects {
  readonly packed: Packed;
  /** Directory of the project of a template. */
  readonly directoryOf: (template: string) => string;
  /** Gives a project the installed packages, which are in one of the projects at a time: installing takes long. */
  readonly lendModules: (template: string) => void;
  /** Gives them back, for other test files. */
  readonly returnModules: () => void;
}

/** The package, and a project that has installed it and its development dependencies. */
interface Installation {
  readonly packed: Packed;
  /** Command line of a project that has the package alone. */
  readonly synth: string;
  /** The `node_modules` of the project of the richest template. */
  readonly modules: string;
}

/**
 * Makes a project of each template by the packed command line. Packing and installing, which take a minute, are done once for
 * all test files of a run.
 */
export async function templateProjects(): Promise<TemplateProjects> {
  const { packed, synth, modules } = await sharedInRun("package", install, (made) => existsSync(made.modules));
  const directory = freshDirectory("templates");
  const directoryOf = (template: string): string => path.join(directory, template);
  for (const template of projectTemplates) await init(synth, packed, template, directoryOf(template));
  let holder = modules;
  const move = (to: string): void => {
    if (holder !== to) renameSync(holder, to);
    holder = to;
  };
  return {
    packed,
    directoryOf,
    lendModules: (template) => {
      move(path.join(directoryOf(template), "node_modules"));
    },
    returnModules: () => {
      move(modules);
    },
  };
}

async function install(directory: string): Promise<Installation> {
  const packed = await packProject(directory);
  const starter = path.join(directory, "starter");
  await installInto(starter, packed.tarball);
  const synth = path.join(starter, "node_modules/.bin/synth");
  const project = path.join(directory, richest);
  await init(synth, packed, richest, project);
  await installInto(project);
  return { packed, synth, modules: path.join(project, "node_modules") };
}

async function init(synth: string, { tarball }: Packed, template: string, directory: string): Promise<void> {
  await run([synth, "init", "--template", template, "--cdknix", `file:${tarball}`, directory], {
    cwd: path.dirname(directory),
  });
}
