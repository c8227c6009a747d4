import { Argument, type Command } from "commander";
import { addExamples, loadedAction, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addProgramOptions } from "../../cli/arguments/options";
import { releases } from "../../model";

/** `synth upgrade RELEASE`. */
export const upgradeDefinition: CommandDefinition = {
  position: 95,
  overview: { "synth upgrade 26.05 --dry-run": "show what changes with another NixOS release" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("upgrade")
    .description("move the program to another NixOS release, and show what changes")
    .addArgument(new Argument("<release>", "the release").choices(releases))
    .optionsGroup("Upgrade:")
    .option("--dry-run", "show what changes, without changing the program")
    .action(loadedAction(async () => (await import("./action.js")).upgrade));
  addProgramOptions(command);
  addExamples(command, {
    "synth upgrade 26.05 --dry-run": "show what changes with NixOS 26.05",
    "synth upgrade 26.05": "the same, and set the release in the program",
  });
}
