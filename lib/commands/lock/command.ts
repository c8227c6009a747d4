import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addNixOptions, addProgramOptions, optionsOf, type CliOptions } from "../../cli/arguments/options";
import { synthRequest } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { embeddedNixpkgs } from "../../pipeline/request";
import { lockProject } from "./lock-project";

interface LockOptions extends CliOptions {
  readonly update?: true | readonly string[];
}

/** `synth lock`. */
export const lockDefinition: CommandDefinition = {
  position: 90,
  overview: { "synth lock --update": "lock the inputs of the flake anew" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("lock")
    .description("lock the inputs of the flake in the project's flake.lock; builds nothing")
    .option("--update [inputs...]", "lock these inputs anew, such as nixpkgs or disko/nixpkgs; all when none is named")
    .action(lock);
  addNixOptions(addProgramOptions(command));
  addExamples(command, {
    "synth lock": "lock what is not locked yet, or no longer fits, and keep the rest",
    "synth lock --update": "lock everything anew",
    "synth lock --update nixpkgs": "this input alone",
    "synth lock --ci": "fail if the lock file does not fit the flake",
  });
}

async function lock(_options: unknown, command: Command): Promise<void> {
  const options: LockOptions = optionsOf(command);
  const terminal = openTerminal(options);
  const request = synthRequest(options, process.cwd(), []);
  if (request.nixpkgs !== undefined) {
    const base = request.nixpkgs === embeddedNixpkgs ? "the offline base" : request.nixpkgs;
    terminal.summary(
      `nothing to lock: ${base} takes the place of the flake's nixpkgs, and no lock file is needed for it`,
    );
    terminal.summary('to lock the nixpkgs that the flake asks for, take "nixpkgs" out of cdk.json');
    if (options.json === true) terminal.result("[]");
    return;
  }
  const { update = [] } = options;
  const outcome = await lockProject(request, update === true ? "all" : update, terminal)();
  terminal.close();
  if (E.isLeft(outcome)) throw outcome.left;
  const locks = outcome.right;
  for (const { changes } of locks) for (const change of changes) terminal.summary(change);
  if (locks.every(({ changes }) => changes.length === 0)) terminal.summary("nothing changed");
  if (options.json === true) terminal.result(JSON.stringify(locks, undefined, 2));
  else for (const { lockFile } of locks) terminal.result(lockFile);
}
