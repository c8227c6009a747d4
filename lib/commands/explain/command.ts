import type { Command } from "commander";
import { addExamples, loadedAction, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addNixOptions, addProfileOption, addProgramOptions } from "../../cli/arguments/options";

/** `synth explain HOST OPTION`. */
export const explainDefinition: CommandDefinition = {
  position: 50,
  overview: { "synth explain lilith boot": "show each setting below boot, its line, and which one wins" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("explain")
    .description("show the value of an option, all its definitions with their lines, and which one wins")
    .argument("<host>", "the host")
    .argument("<option>", "an option such as boot.kernelParams, or a set of options such as boot")
    .action(loadedAction(async () => (await import("./action.js")).explain));
  addNixOptions(addProfileOption(addProgramOptions(command)));
  addExamples(command, {
    "synth explain lilith documentation.enable": "show its value, its definitions, and which one wins",
    "synth explain lilith boot": "show everything that the program sets below boot",
    "synth explain lilith boot --profile dev": "the same, including the settings of a profile",
    "synth explain lilith boot.kernelParams --json": "print the explanation as JSON",
  });
}
