import * as path from "node:path";
import { Option, type Command } from "commander";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addOutputOptions, optionsOf, type CliOptions } from "../../cli/arguments/options";
import { formatTable } from "../../cli/terminal/format";
import { openTerminal } from "../../cli/terminal/terminal";
import { createProject } from "./create-project";
import { nextSteps } from "./next-steps";
import { listTemplates, projectTemplates, terraformPackages } from "./project-template";
import type { ProjectTemplate, TerraformPackageName } from "./project-template";
import { defaultRunner, runners, type Runner } from "./runner";

interface InitOptions {
  readonly template: ProjectTemplate;
  readonly runner: Runner;
  readonly terraform?: TerraformPackageName;
  readonly cdknix?: string;
  readonly git: boolean;
  readonly list?: boolean;
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
    .optionsGroup("Project:")
    .addOption(
      new Option("-t, --template <name>", "template to use").choices(projectTemplates).default(projectTemplates[0]),
    )
    .addOption(
      new Option("--runner <name>", "program that runs the TypeScript").choices(runners).default(defaultRunner),
    )
    .addOption(
      new Option("--terraform <package>", "package for Terraform stacks; implies --template terraform (default: cdktn)")
        .choices(terraformPackages)
        .implies({ template: "terraform" }),
    )
    .option("--cdknix <specifier>", "npm specifier of cdknix (default: where this cdknix was installed from)")
    .option("--no-git", "do not create a git repository")
    .option("-l, --list", "list the templates")
    .action(init);
  addOutputOptions(command);
  addExamples(command, {
    "synth init my-installer": "a program with a test",
    "synth init --runner tsx my-installer": "the same as ES modules",
    "synth init --template custom-construct notice": "a construct to publish, with a program that uses it",
    "synth init --template terraform images": "an ISO that Terraform builds and uploads",
    "synth init --list": "list the templates",
  });
}

function init(given: string, options: InitOptions, command: Command): void {
  const cliOptions = optionsOf(command);
  const terminal = openTerminal(cliOptions);
  if (options.list === true) {
    terminal.result(listText(cliOptions));
    return;
  }
  const { directory, files, notices, commit } = createProject({ ...options, directory: path.resolve(given) });
  terminal.step(`wrote ${files.join(", ")}`);
  if (commit === "committed") terminal.step("created a git repository with a first commit");
  if (commit === "in-repository") {
    terminal.step(
      "nothing committed: the project is in a git repository, whose flakes contain only files that git knows",
    );
  }
  for (const notice of notices) terminal.issue({ ...notice, constructPath: "" });
  for (const line of nextSteps(directory, process.cwd(), commit)) terminal.summary(line);
  terminal.result(cliOptions.json === true ? JSON.stringify({ directory, files }, undefined, 2) : directory);
}

function listText({ json }: CliOptions): string {
  const templates = listTemplates();
  if (json === true) return JSON.stringify(templates, undefined, 2);
  return formatTable(templates.map(({ name, description }) => [name, description]));
}
