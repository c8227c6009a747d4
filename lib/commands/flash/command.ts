import { Option, type Command } from "commander";
import { addExamples, loadedAction, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addOutputOptions, addProfileOption } from "../../cli/arguments/options";
import { addSecretsOptions } from "../../cli/arguments/secrets-options";
import { targetKinds } from "../../platform/block-device/target-kinds";

/** `synth flash [HOST] [DEVICE]`. */
export const flashDefinition: CommandDefinition = {
  position: 60,
  overview: { "synth flash lilith /dev/sdb": "write its ISO to a USB drive" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("flash")
    .description("write a host's last built ISO to a device and verify it")
    .argument("[host]", "the host")
    .argument("[device]", "the device, such as /dev/sdb (default: list the removable devices)")
    .action(loadedAction(async () => (await import("./action.js")).flash));
  command
    .optionsGroup("Device:")
    .addOption(new Option("--kind <kind>", "kind of the device").choices(targetKinds).default("removable"))
    .option("--unmount", "unmount the device's file systems first")
    .option("-y, --yes", "do not ask for confirmation");
  addProfileOption(addSecretsOptions(command))
    .option("-o, --output <directory>", "output directory (cdk.json: output; default: cdk.out)")
    .option("--store <address>", "Nix store that contains the ISO (cdk.json: nix.store)");
  addOutputOptions(command);
  addExamples(command, {
    "synth flash": "list the removable devices with name, size, model, and bus",
    "synth flash lilith /dev/sdb": "write the ISO of lilith to a device, after confirmation",
    "synth flash lilith /dev/sdb --unmount --yes": "the same, unmounted first, without confirmation",
    "synth flash lilith /dev/sdb --secrets keys --passphrase": "also write its secrets, encrypted, to the device only",
    "synth flash lilith disk.img --kind file --yes": "write it to a file: a new one, or an existing disk image",
  });
}
