import { Command } from "commander";
import { packageVersion } from "../effects";
import { listCommand, synthCommand } from "./commands";
import { addBuildOptions, addProgramOptions, type CliOptions } from "./options";
import { openTerminal } from "./terminal";

const examples = `
Examples:
  $ synth                       build the ISO of every host
  $ synth lilith                build the ISO of one host
  $ synth --no-build            write the tree into cdk.out and stop
  $ synth --nixpkgs embedded    build on the offline base, without nixpkgs
  $ synth --json                host, iso, size, sha256, storePath and drvPath of each ISO
  $ synth list                  the hosts

On stdout are results alone: the absolute path of each ISO on a line of its own, or JSON.
Exit codes: 0 done; 1 usage; 2 the program is wrong; 3 Nix cannot evaluate the tree;
4 Nix cannot build the ISO; 5 this machine lacks something.`;

/** The command line: `synth` itself is what runs when no other command is named. */
export function makeCommandLine(name: string): Command {
  const root = new Command(name)
    .description("Turns a TypeScript program into bootable NixOS installer images.")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .argument("[hosts...]", "hosts to build; all when none is named")
    .addHelpText("after", examples)
    .configureHelp({ showGlobalOptions: false })
    .exitOverride()
    .action(synth);
  addBuildOptions(addProgramOptions(root));

  const explicit = root
    .command("synth")
    .description("the same, for hosts that have the name of a command")
    .argument("[hosts...]", "hosts to build; all when none is named")
    .action(synth);
  addBuildOptions(addProgramOptions(explicit));

  const list = root.command("list").description("the hosts: class, system, release, ISO name").action(runList);
  addProgramOptions(list);
  return root;
}

async function synth(hosts: readonly string[], _options: unknown, command: Command): Promise<void> {
  const options = optionsOf(command);
  await synthCommand(hosts, options, openTerminal(options));
}

async function runList(_options: unknown, command: Command): Promise<void> {
  const options = optionsOf(command);
  await listCommand(options, openTerminal(options));
}

/** The root has every option, so that `synth --json list` and `synth list --json` are the same. */
function optionsOf(command: Command): CliOptions {
  return command.optsWithGlobals<CliOptions>();
}
