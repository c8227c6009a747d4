import type { Command } from "commander";
import { addExamples, loadedAction, type CommandDefinition } from "../../cli/arguments/command-definition";
import {
  addBuildOptions,
  addHosts,
  addNixOptions,
  addProfileOption,
  addProgramOptions,
} from "../../cli/arguments/options";

/** `synth [HOST…]`, the default command. */
export const synthDefinition: CommandDefinition = {
  position: 10,
  overview: {
    synth: "build the ISO of every host, or its system if it has no image",
    "synth lilith": "build one host",
    "synth 'desk-*' --exclude desk-9": "build the hosts that match a glob, except one",
    "synth --no-build": "generate the flake in cdk.out without building it",
    "synth --nixpkgs embedded": "build on the offline base, without nixpkgs",
    "synth --builders @machines": "build on the remote builders listed in a file",
    "synth --copy-to s3://isos": "build, and copy the results to a binary cache or store",
    "synth --profile dev": "build faster, for virtual machines",
    "synth --json": "print each result with its path, size, hashes, and store path",
  },
  add: addCommand,
};

function addCommand(root: Command): void {
  addBuildCommand(root);
  const command = root
    .command("synth")
    .alias("build")
    .description("synthesize and build (use this form if a host is named like a command)");
  addBuildCommand(command);
  addExamples(command, {
    "synth synth list": "build a host named `list`",
    "synth build": "build every host, like `synth`",
  });
}

function addBuildCommand(command: Command): void {
  addNixOptions(addProfileOption(addBuildOptions(addProgramOptions(command))));
  addHosts(command, "hosts to build (default: all)").action(
    loadedAction(async () => (await import("./action.js")).synth),
  );
}
