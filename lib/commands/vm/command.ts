import type { Command } from "commander";
import { addExamples, loadedAction, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addNixOptions, addProfileOption, addProgramOptions } from "../../cli/arguments/options";
import { addVmOptions } from "./options";

/** `synth vm HOST`. */
export const vmDefinition: CommandDefinition = {
  position: 100,
  overview: { "synth vm lilith": "boot its ISO in QEMU; with --test, exit with 0 when login works" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("vm")
    .description("build a host's ISO if needed and boot it in QEMU, attached to its serial console or to run a test")
    .argument("<host>", "the host")
    .action(loadedAction(async () => (await import("./action.js")).vm));
  addNixOptions(addVmOptions(addProfileOption(addProgramOptions(command))));
  addExamples(command, {
    "synth vm lilith": "boot it with its serial console on this terminal, and ssh on a port of 127.0.0.1",
    "synth vm lilith --profile dev": "boot an image that builds faster",
    "synth vm lilith --test": "exit with code 0 when login works",
    "synth vm lilith --test --run 'systemctl --failed --quiet'": "also run a command in it",
    "synth vm lilith --uefi --usb --disk 8G": "use UEFI, a USB drive, and a disk to install to",
    "synth vm lilith --test --copy-to-ram": "check that it works without its medium",
    "synth vm stick --install --uefi --disk 8G --disk-serial WD-1234 --test":
      "install on a blank disk, and boot from it",
    "synth vm lilith --secrets keys --test": "with its secrets, in a temporary copy of the ISO",
    "synth vm lilith --test --screenshot boot.png": "also take a screenshot",
  });
}
