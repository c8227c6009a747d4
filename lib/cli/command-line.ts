import { Command } from "commander";
import { packageVersion } from "../platform/package-root";
import { addCompletionCommand } from "../commands/completion/command";
import { addDiffCommand } from "../commands/diff/command";
import { addDoctorCommand } from "../commands/doctor/command";
import { addExplainCommand } from "../commands/explain/command";
import { addFlashCommand } from "../commands/flash/command";
import { addImportCommand } from "../commands/import/command";
import { addInitCommand } from "../commands/init/command";
import { addInspectCommand } from "../commands/inspect/command";
import { addListCommand } from "../commands/list/command";
import { addLockCommand } from "../commands/lock/command";
import { addSynthCommand } from "../commands/synth/command";
import { addVmCommand } from "../commands/vm/command";
import { addWatchCommand } from "../commands/watch/command";

const examples = `
Examples:
  $ synth                       build the ISO of every host
  $ synth lilith                build the ISO of one host
  $ synth --no-build            write the tree into cdk.out and stop
  $ synth --nixpkgs embedded    build on the offline base, without nixpkgs
  $ synth --builders @machines  build on other machines, a line each in the file
  $ synth --copy-to s3://isos   build, and copy the ISOs to a binary cache or store
  $ synth --profile dev         build in a fraction of the time, for a virtual machine
  $ synth --json                host, iso, size, sha256, storePath and drvPath of each ISO
  $ synth list                  the hosts
  $ synth diff                  what the program would change in cdk.out
  $ synth watch                 again on every change
  $ synth explain lilith boot   what the program sets below boot, where, and what won
  $ synth vm lilith             boot its ISO in QEMU; with --test, exit code 0 once one can log in
  $ synth flash lilith          the removable devices; with one of them, write the ISO to it
  $ synth inspect lilith        what is inside the ISO, and what each construct brings
  $ synth import                types of the options of NixOS, for editors and for checks
  $ synth lock --update         lock the inputs of the flake anew

On stdout are results alone: the absolute path of each ISO on a line of its own, or JSON.
Exit codes: 0 done; 1 usage; 2 the program is wrong; 3 Nix cannot evaluate the tree;
4 Nix cannot build the ISO; 5 this machine lacks something.`;

/** Each command adds itself, in the order of the help. */
const commands = [
  addSynthCommand,
  addListCommand,
  addDiffCommand,
  addWatchCommand,
  addExplainCommand,
  addFlashCommand,
  addInspectCommand,
  addImportCommand,
  addLockCommand,
  addVmCommand,
  addInitCommand,
  addDoctorCommand,
  addCompletionCommand,
];

/** The command line: `synth` itself is what runs when no other command is named. */
export function makeCommandLine(name: string): Command {
  const root = new Command(name)
    .description("Turns a TypeScript program into bootable NixOS installer images.")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", examples)
    .configureHelp({ showGlobalOptions: false })
    .exitOverride();
  for (const add of commands) add(root);
  return root;
}
