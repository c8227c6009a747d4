import { Command } from "commander";
import { packageVersion } from "../platform/package-root";
import { examplesText, type CommandDefinition } from "./arguments/command-definition";
import * as registry from "./registry";

const notes = `
On stdout are results alone: the absolute path of each ISO on a line of its own, or JSON.
Exit codes: 0 done; 1 usage; 2 the program is wrong; 3 Nix cannot evaluate the tree;
4 Nix cannot build the ISO; 5 this machine lacks something.`;

/** The command line: `synth` itself is what runs when no other command is named. */
export function makeCommandLine(name: string): Command {
  const definitions: readonly CommandDefinition[] = Object.values(registry);
  const commands = [...definitions].sort((left, right) => left.position - right.position);
  const overview = Object.assign({}, ...commands.map((command) => command.overview)) as CommandDefinition["overview"];
  const root = new Command(name)
    .description("Turns a TypeScript program into bootable NixOS installer images.")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", `\n${examplesText(overview)}\n${notes}`)
    .configureHelp({ showGlobalOptions: false })
    .exitOverride();
  for (const { add } of commands) add(root);
  return root;
}
