import * as path from "node:path";
import { type Command } from "commander";
import { optionsOf, type CliOptions } from "../../cli/arguments/options";
import { formatTable } from "../../cli/terminal/format";
import { openTerminal } from "../../cli/terminal/terminal";
import { createProject } from "./create-project";
import { nextSteps } from "./next-steps";
import { listTemplates } from "./project-template";
import type { ProjectTemplate, TerraformPackageName } from "./project-template";
import { type Runner } from "./runner";

interface InitOptions {
  readonly template: ProjectTemplate;
  readonly runner: Runner;
  readonly terraform?: TerraformPackageName;
  readonly cdknix?: string;
  readonly git: boolean;
  readonly list?: boolean;
}

/** The action of `synth init`. */
export function init(given: string, options: InitOptions, command: Command): void {
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
