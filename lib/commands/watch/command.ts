import type { Command } from "commander";
import { addExamples, loadedAction, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addHosts, addNixOptions, addProfileOption, addProgramOptions } from "../../cli/arguments/options";

/** `synth watch [HOST…]`. */
export const watchDefinition: CommandDefinition = {
  position: 40,
  overview: { "synth watch": "synthesize again on every change" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("watch")
    .description("synthesize again whenever the project changes, until Ctrl-C")
    .action(loadedAction(async () => (await import("./action.js")).watch));
  addHosts(command, "hosts to build (default: all)");
  addNixOptions(
    addProfileOption(addProgramOptions(command))
      .optionsGroup("Watch:")
      .option("--build", "also build the ISOs and systems"),
  );
  addExamples(command, {
    "synth watch": "generate the flake again on every change",
    "synth watch --build": "also build every host",
    "synth watch lilith --build --profile dev": "build one host with a profile",
  });
}
