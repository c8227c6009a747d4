import type { Command } from "commander";
import { addExamples, loadedAction, type CommandDefinition } from "../../cli/arguments/command-definition";

/** `synth version`. */
export const versionDefinition: CommandDefinition = {
  position: 150,
  overview: {},
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("version")
    .description("print the version")
    .action(loadedAction(async () => (await import("./action.js")).version));
  addExamples(command, { "synth version": "print the version of cdknix" });
}
