import * as path from "node:path";
import { Option, type Command } from "commander";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { optionsOf } from "../../cli/arguments/options";
import { openTerminal } from "../../cli/terminal/terminal";
import { shellQuoted } from "../../platform/process/run-process";
import { projectFilesSync, projectTemplates, type ProjectTemplate } from "./project-template";
import { writeProjectSync } from "./write-project";

interface InitOptions {
  readonly template: ProjectTemplate;
  readonly cdknix?: string;
}

/** `synth init [DIR]`. */
export const initDefinition: CommandDefinition = {
  position: 110,
  overview: {},
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("init")
    .description("create a new project that is ready to synthesize")
    .argument("[directory]", "an empty or new directory", ".")
    .addOption(
      new Option("-t, --template <name>", "template to use").choices(projectTemplates).default(projectTemplates[0]),
    )
    .option("--cdknix <specifier>", "npm specifier of cdknix, such as file:cdknix.tgz (default: this version)")
    .action(init);
  addExamples(command, {
    "synth init my-installer": "a program with a test",
    "synth init --template custom-construct notice": "a construct to publish, with a program that uses it",
    "synth init --template terraform images": "an ISO that Terraform builds and uploads",
  });
}

function init(given: string, options: InitOptions, command: Command): void {
  const terminal = openTerminal(optionsOf(command));
  const directory = path.resolve(given);
  const { template } = options;
  const files = projectFilesSync({ template, name: packageName(directory), cdknix: specifier(options.cdknix) });
  writeProjectSync(directory, files);
  terminal.step(`wrote ${[...files.keys()].sort().join(", ")}`);
  const enter = directory === process.cwd() ? [] : [`cd ${shellQuoted(shown(directory))}`];
  for (const line of ["next:", ...[...enter, "npm install", "npx synth --no-build"].map((text) => `  ${text}`)]) {
    terminal.summary(line);
  }
  terminal.result(directory);
}

/** A file is relative to the current directory, not to the new project. */
function specifier(given: string | undefined): string | undefined {
  const [, file] = /^file:(.+)$/s.exec(given ?? "") ?? [];
  return file === undefined ? given : `file:${path.resolve(file)}`;
}

/** A valid npm package name: no capitals, few special characters. */
function packageName(directory: string): string {
  const name = path
    .basename(directory)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return name === "" ? "installer" : name;
}

function shown(directory: string): string {
  const relative = path.relative(process.cwd(), directory);
  return relative.startsWith("..") ? directory : relative;
}
