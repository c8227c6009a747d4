import type { Command } from "commander";
import { addExamples, loadedAction, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addNixOptions, addOutputOptions } from "../../cli/arguments/options";

/** `synth doctor`. */
export const doctorDefinition: CommandDefinition = {
  position: 120,
  overview: {},
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("doctor")
    .description("check that this machine and its builders can build, and how to fix what is missing")
    .optionsGroup("Program:")
    .option("-o, --output <directory>", "output directory to check (cdk.json: output; default: cdk.out)")
    .action(loadedAction(async () => (await import("./action.js")).doctor));
  addNixOptions(addOutputOptions(command));
  addExamples(command, {
    "synth doctor": "check that the project can be built here",
    "synth doctor --nixpkgs embedded": "check that it can be built on the offline base",
    "synth doctor --builders @machines": "check that builders respond and cover the hosts' systems",
    "synth doctor --json | jq '.[] | select(.status != \"ok\")'": "list only the problems, as JSON",
  });
}
