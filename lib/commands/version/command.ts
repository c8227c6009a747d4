import type { Command } from "commander";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { optionsOf } from "../../cli/arguments/options";
import { openTerminal } from "../../cli/terminal/terminal";
import { packageVersion } from "../../platform/package-root";

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
    .action((_options: unknown, self: Command) => {
      openTerminal(optionsOf(self)).result(packageVersion());
    });
  addExamples(command, { "synth version": "print the version of cdknix" });
}
