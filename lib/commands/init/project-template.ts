import { readFileSync } from "node:fs";
import * as path from "node:path";
import { readFileNamesSync } from "../../platform/files/tree-entries";
import { packageRoot, packageVersion } from "../../platform/package-root";

/** The folders of `templates/` that make up each template. Files of later ones replace those of earlier ones. */
const layers = {
  iso: ["common", "iso"],
  "custom-construct": ["common", "custom-construct"],
  terraform: ["common", "iso", "terraform"],
} as const;

/** A template of a new project. */
export type ProjectTemplate = keyof typeof layers;

/** Every template, the default first. */
export const projectTemplates = Object.keys(layers) as readonly ProjectTemplate[];

/** A new project. */
export interface NewProject {
  readonly template: ProjectTemplate;
  /** The name of its npm package. */
  readonly name: string;
  /** The version specifier of cdknix in package.json. Default: this version and those compatible with it. */
  readonly cdknix?: string | undefined;
}

/** The files of a new project, by path. */
export function projectFilesSync(project: NewProject): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const layer of layers[project.template]) {
    const directory = path.join(packageRoot, "templates", layer);
    for (const name of readFileNamesSync(directory)) {
      // npm does not pack files named .gitignore.
      files.set(name === "gitignore" ? ".gitignore" : name, readFileSync(path.join(directory, name), "utf8"));
    }
  }
  files.set(packageFile, withDependency(files.get(packageFile) ?? "{}", project));
  return files;
}

const packageFile = "package.json";

interface PackageJson {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** Replaces the dependency on this checkout of cdknix, which templates have, with one that npm can install. */
function withDependency(text: string, { name, cdknix }: NewProject): string {
  const content = JSON.parse(text) as PackageJson;
  const compatible = `^${packageVersion()}`;
  content.name = name;
  for (const key of ["dependencies", "devDependencies", "peerDependencies"] as const) {
    const dependencies = content[key];
    if (dependencies?.cdknix === undefined) continue;
    dependencies.cdknix = key === "peerDependencies" ? compatible : (cdknix ?? compatible);
  }
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
