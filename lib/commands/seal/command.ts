import type { Command } from "commander";
import { addExamples, loadedAction, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addOutputOptions, addProfileOption } from "../../cli/arguments/options";
import { addSecretsOptions } from "../../cli/arguments/secrets-options";

/** `synth seal HOST`. */
export const sealDefinition: CommandDefinition = {
  position: 65,
  overview: { "synth seal lilith --secrets keys --output private.iso": "copy its ISO, with its secrets" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("seal")
    .description("copy a host's last built ISO to a private file that contains its secrets")
    .argument("<host>", "the host")
    .action(loadedAction(async () => (await import("./action.js")).seal));
  addSecretsOptions(command);
  command
    .optionsGroup("File:")
    .option("-o, --output <file>", "file to write, readable for its owner only")
    .option("--force", "replace the file if it exists");
  addProfileOption(command).option("--store <address>", "Nix store that contains the ISO (cdk.json: nix.store)");
  addOutputOptions(command);
  addExamples(command, {
    "synth seal lilith --secrets keys --output private.iso": "copy it: everybody with this file has the secrets",
    "synth seal lilith --secrets keys --passphrase -o private.iso": "the system asks for the passphrase when it boots",
  });
}
