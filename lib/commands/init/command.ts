import { Option, type Command } from "commander";
import { addExamples, loadedAction, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addOutputOptions } from "../../cli/arguments/options";
import { projectTemplates, terraformPackages } from "./project-template";
import { defaultRunner, runners } from "./runner";

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
    .action(loadedAction(async () => (await import("./action.js")).init));
  addOutputOptions(command);
  addExamples(command, {
    "synth init my-installer": "a program with a test",
    "synth init --runner tsx my-installer": "the same as ES modules",
    "synth init --template custom-construct notice": "a construct to publish, with a program that uses it",
    "synth init --template terraform images": "an ISO that Terraform builds and uploads",
    "synth init --list": "list the templates",
  });
}
