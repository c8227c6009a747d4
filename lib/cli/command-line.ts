import { Command } from "commander";
import { packageVersion } from "../platform/package-root";
import { examplesText, type CommandDefinition } from "./arguments/command-definition";
import { checkRootFlags } from "./check-root-flags";
import { windowsUnsupported } from "./errors";
import * as registry from "./registry";
import { wrapFor } from "./terminal/wrap-text";
import { usageFailure } from "./usage-failure";

const notes = `
Results go to stdout: the absolute path of each ISO, one per line, or JSON.
Exit codes:
  0  success
  1  usage error
  2  error in the program
  3  Nix cannot evaluate the flake
  4  Nix cannot build the ISO
  5  this machine lacks a requirement`;

/** Commands that also run on Windows, because they only print. */
const anywhere: ReadonlySet<string> = new Set(["help", "version"]);

/** Makes the command line. Without a command, it runs `synth`. */
export function makeCommandLine(name: string): Command {
  const definitions: readonly CommandDefinition[] = Object.values(registry);
  const commands = [...definitions].sort((left, right) => left.position - right.position);
  const overview = Object.assign({}, ...commands.map((command) => command.overview)) as CommandDefinition["overview"];
  const root = new Command(name)
    .description("Build bootable NixOS installer images from a TypeScript program")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", `\n${examplesText(overview)}\n${notes}`)
    .configureHelp({ showGlobalOptions: false })
    .configureOutput({
      writeOut: (text) => {
        process.stdout.write(wrapFor(process.stdout, text));
      },
      // Reported as a failure instead.
      outputError: () => undefined,
    })
    .hook("preSubcommand", checkRootFlags)
    .hook("preAction", (_root, command) => {
      if (process.platform === "win32" && !anywhere.has(command.name())) throw windowsUnsupported();
    });
  for (const { add } of commands) add(root);
  for (const command of [root, ...root.commands]) {
    command.exitOverride((error) => {
      throw usageFailure(command, error) ?? error;
    });
  }
  return root;
}
