import type { Command } from "commander";
import { addExamples, loadedAction, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addProfileOption, addProgramOptions } from "../../cli/arguments/options";

/** `synth list`. */
export const listDefinition: CommandDefinition = {
  position: 20,
  overview: { "synth list": "list the hosts" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("list")
    .alias("ls")
    .description("list the hosts with kind, class, system, release, and ISO name")
    .action(loadedAction(async () => (await import("./action.js")).list));
  addProfileOption(addProgramOptions(command));
  addExamples(command, {
    "synth list": "print the hosts as a table",
    "synth list --json | jq -r '.[].iso'": "print only the names of the ISOs",
  });
}
