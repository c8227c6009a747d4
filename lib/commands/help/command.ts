import type { Command } from "commander";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { commandAnswer, tryFindCommand } from "../../cli/arguments/unknown-command";
import { noSuchCommand } from "./errors";

/** `synth help [COMMAND]`. */
export const helpDefinition: CommandDefinition = {
  position: 140,
  overview: {},
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("help")
    .description("print the help of synth or of a command")
    .argument("[command]", "the command")
    .action((word: string | undefined) => {
      const found = word === undefined ? root : tryFindCommand(root, word);
      if (found === undefined) throw noSuchCommand(word ?? "", commandAnswer(root, word ?? "", [], "synth help"));
      found.outputHelp();
    });
  addExamples(command, {
    "synth help": "list the commands and options",
    "synth help flash": "print the help of a command",
  });
}
