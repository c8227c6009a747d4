import type { Command } from "commander";
import { addExamples, loadedAction, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addNixOptions, addProgramOptions } from "../../cli/arguments/options";

/** `synth import [SCOPE…]`. */
export const importDefinition: CommandDefinition = {
  position: 80,
  overview: { "synth import": "generate TypeScript types for NixOS options" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("import")
    .description("generate TypeScript types for NixOS options")
    .argument("[scopes...]", "options to import, such as services.nginx (default: all)")
    .optionsGroup("Import:")
    .option("--from <file>", "read options.json or options.json.gz instead of running Nix")
    .option("--release <release>", "NixOS release of the dump, if it does not specify one")
    .action(loadedAction(async () => (await import("./action.js")).importOptions));
  addNixOptions(addProgramOptions(command));
  addExamples(command, {
    "synth import": "generate types for all options of the hosts",
    "synth import services.nginx boot networking": "generate types only for these",
    "synth import --from options.json.gz": "generate them from a saved dump, without Nix",
  });
}
