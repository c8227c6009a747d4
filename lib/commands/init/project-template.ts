import { readFileSync } from "node:fs";
import * as path from "node:path";
import { readFileNamesSync } from "../../platform/files/tree-entries";
import { packageRoot, packageVersion } from "../../platform/package-root";

/** What each template of a new project consists of: folders of `templates/`, the later ones over the earlier ones. */
const layers = {
  iso: ["common", "iso"],
  "custom-construct": ["common", "custom-construct"],
  terraform: ["common", "iso", "terraform"],
} as const;

/** A template of a new project. */
export type ProjectTemplate = keyof typeof layers;

/** Every template, the default first. */
export const projectTemplates = Object.keys(layers) as readonly ProjectTemplate[];

/** What a new project is to be. */
export interface NewProject {
  readonly template: ProjectTemplate;
  /** Name of its npm package. */
  readonly name: string;
  /** What npm installs as cdknix, as package.json has it. Default: this version of it, and what is compatible. */
  readonly cdknix?: string | undefined;
}

/** The files of a new project by their path in it. */
export function projectFilesSync(project: NewProject): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const layer of layers[project.template]) {
    const directory = path.join(packageRoot, "templates", layer);
    for (const name of readFileNamesSync(directory)) {
      // npm packs no file of the name .gitignore.
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

/** A template depends on the cdknix that it lies in, a project on one that npm can get. */
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
