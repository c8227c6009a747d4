import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { optionsOf, type CliOptions } from "../../cli/arguments/options";
import { synthRequest } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { embeddedNixpkgs } from "../../pipeline/request";
import { lockProject } from "./lock-project";

interface LockOptions extends CliOptions {
  readonly update?: true | readonly string[];
}

/** The action of `synth lock`. */
export async function lock(_options: unknown, command: Command): Promise<void> {
  const options: LockOptions = optionsOf(command);
  const terminal = openTerminal(options);
  // Only the option: CI=true alone must not keep a scheduled job from updating the lock file.
  const frozenLocks = command.optsWithGlobals<LockOptions>().ci ?? false;
  const request = { ...synthRequest(options, process.cwd(), []), frozenLocks };
  if (request.nixpkgs !== undefined) {
    const base = request.nixpkgs === embeddedNixpkgs ? "the offline base" : request.nixpkgs;
    terminal.summary(
      `nothing to lock: the nixpkgs setting replaces the flake's nixpkgs with ${base}, which needs no lock file`,
    );
    terminal.summary('to lock the nixpkgs of the flake, remove "nixpkgs" from cdk.json');
    if (options.json === true) terminal.result("[]");
    return;
  }
  const { update = [] } = options;
  const outcome = await lockProject(request, update === true ? "all" : update, terminal)();
  terminal.close();
  if (E.isLeft(outcome)) throw outcome.left;
  const locks = outcome.right;
  for (const { changes } of locks) for (const change of changes) terminal.summary(change);
  if (locks.every(({ changes }) => changes.length === 0)) terminal.summary("the lock file is up to date");
  if (options.json === true) terminal.result(JSON.stringify(locks, undefined, 2));
  else for (const { lockFile } of locks) terminal.result(lockFile);
}
