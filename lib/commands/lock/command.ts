import type { Command } from "commander";
import { addExamples, loadedAction, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addNixOptions, addProgramOptions } from "../../cli/arguments/options";

/** `synth lock`. */
export const lockDefinition: CommandDefinition = {
  position: 90,
  overview: { "synth lock --update": "update the locked inputs of the flake" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("lock")
    .description("lock the inputs of the flake in the project's flake.lock, without building")
    .optionsGroup("Lock:")
    .option("--update [inputs...]", "update these inputs, such as nixpkgs or disko/nixpkgs (default: all)")
    .action(loadedAction(async () => (await import("./action.js")).lock));
  addNixOptions(addProgramOptions(command));
  addExamples(command, {
    "synth lock": "lock new and changed inputs, and keep the rest",
    "synth lock --update": "update all inputs",
    "synth lock --update nixpkgs": "update only this input",
    "synth lock --ci": "fail if the lock file does not match the flake",
  });
}
