import { readFileSync } from "node:fs";
import * as path from "node:path";
import { readFileNamesSync } from "../../platform/files/tree-entries";
import { packageRoot, packageVersion } from "../../platform/package-root";
import { editPackage, patchPackage } from "./package-file";
import { defaultRunner, useRunner, variantsOf, type Runner } from "./runner";

interface Template {
  /** One line for `synth init --list`. */
  readonly description: string;
  /** The folders of `templates/` that make it up. Files of later ones replace those of earlier ones. */
  readonly layers: readonly string[];
}

const templates = {
  iso: { description: "an installer image, with tests that check, build, and boot it", layers: ["common", "iso"] },
  "custom-construct": {
    description: "a construct to publish as an npm package, with a program that uses it",
    layers: ["common", "custom-construct"],
  },
  "offline-install": {
    description: "servers, and an image that installs them without a network",
    layers: ["common", "offline-install"],
  },
  terraform: {
    description: "an installer image that Terraform or OpenTofu builds and deploys",
    layers: ["common", "iso", "terraform"],
  },
} as const satisfies Readonly<Record<string, Template>>;

/** A template of a new project. */
export type ProjectTemplate = keyof typeof templates;

/** Every template, the default first. */
export const projectTemplates = Object.keys(templates) as readonly ProjectTemplate[];

/** A template as `synth init --list` shows it. */
export interface ListedTemplate {
  readonly name: ProjectTemplate;
  readonly description: string;
}

/** Lists the templates, the default first. */
export function listTemplates(): readonly ListedTemplate[] {
  return projectTemplates.map((name) => ({ name, description: templates[name].description }));
}

/** The packages that provide Terraform stacks, the default first: `cdktf` is archived, `cdktn` is its fork. */
export const terraformPackages = ["cdktn", "cdktf"] as const;

/** A package that provides Terraform stacks. */
export type TerraformPackageName = (typeof terraformPackages)[number];

/** A new project. */
export interface NewProject {
  readonly template: ProjectTemplate;
  /** The name of its npm package. */
  readonly name: string;
  /** The version specifier of cdknix in package.json. */
  readonly cdknix: string;
  /** The program that runs its TypeScript. Default: ts-node. */
  readonly runner?: Runner;
  /** The package that provides Terraform stacks, in the template that has some. Default: cdktn. */
  readonly terraform?: TerraformPackageName;
}

/** The version specifier for this version of cdknix and those compatible with it. */
export function compatibleVersions(): string {
  return `^${packageVersion()}`;
}

/** The files of a new project, by path. */
export function projectFilesSync(project: NewProject): ReadonlyMap<string, string> {
  const { template, runner = defaultRunner, terraform = terraformPackages[0] } = project;
  const files = new Map<string, string>();
  for (const layer of templates[template].layers) addLayer(files, layer);
  for (const variant of variantsOf(runner)) addLayer(files, `variants/${variant}`);
  useRunner(files, runner);
  if (template === "terraform" && terraform !== terraformPackages[0]) useTerraform(files, terraform);
  editPackage(files, (content) => {
    content.name = project.name;
    // Templates depend on the checkout that they are in.
    for (const key of ["dependencies", "devDependencies", "peerDependencies"] as const) {
      const dependencies = content[key];
      if (dependencies?.cdknix === undefined) continue;
      dependencies.cdknix = key === "peerDependencies" ? compatibleVersions() : project.cdknix;
    }
  });
  return files;
}

/** Adds the files of a folder of `templates/`; its patch changes the package.json that is there. */
function addLayer(files: Map<string, string>, layer: string): void {
  const directory = path.join(packageRoot, "templates", layer);
  for (const name of readFileNamesSync(directory)) {
    const text = readFileSync(path.join(directory, name), "utf8");
    if (name === "package.patch.json") patchPackage(files, text);
    // npm does not pack files named .gitignore.
    else files.set(name === "gitignore" ? ".gitignore" : name, text);
  }
}

/** Replaces the package that templates import. */
function useTerraform(files: Map<string, string>, name: Exclude<TerraformPackageName, "cdktn">): void {
  addLayer(files, `variants/${name}`);
  for (const [file, text] of files) {
    if (file.endsWith(".ts")) files.set(file, text.replaceAll(`from "${terraformPackages[0]}"`, `from "${name}"`));
  }
}
