import type { Command } from "commander";
import { addExamples, loadedAction, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addNixOptions, addProfileOption, addProgramOptions } from "../../cli/arguments/options";

/** `synth logins HOST`. */
export const loginsDefinition: CommandDefinition = {
  position: 55,
  overview: { "synth logins lilith": "show who can log in, and how" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("logins")
    .description("show who can log in to a host, and how, without building it; fails if anyone on the network can")
    .argument("<host>", "the host")
    .action(loadedAction(async () => (await import("./action.js")).logins));
  addNixOptions(addProfileOption(addProgramOptions(command)));
  addExamples(command, {
    "synth logins lilith": "evaluate the host, and list SSH, other services, and consoles",
    "synth logins lilith --json | jq .ssh.settings": "print the effective settings of sshd",
  });
}
