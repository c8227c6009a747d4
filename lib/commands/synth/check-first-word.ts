import * as path from "node:path";
import type { Command } from "commander";
import type { CliOptions } from "../../cli/arguments/options";
import { outputOf } from "../../cli/arguments/settings";
import { unknownCommand } from "../../cli/arguments/unknown-command";
import { allTargets, isGlob } from "../../pipeline/targets";
import { Failure } from "../../platform/failure";
import { readConfig, type Config } from "../../project/config/config";
import { isEarlierOutputSync } from "../../project/output/earlier-output";
import { tryReadManifest } from "../../project/output/manifest";
import { mentionsWordSync } from "../../project/program/mentions-word";

/**
 * Rejects a first word that is meant as a command, before the program runs for seconds only to find no such host.
 * @throws a failure with what to run instead, unless the word is a host of the last run, or the program may have one with this
 * name.
 */
export function checkFirstWord(
  root: Command,
  [word]: readonly string[],
  options: CliOptions,
  projectDirectory: string,
): void {
  if (word === undefined || isGlob(word)) return;
  const config = readConfig(projectDirectory);
  const manifest = tryReadManifest(outputOf(options, projectDirectory, config));
  const hosts = manifest === undefined ? [] : allTargets(manifest).map(({ name }) => name);
  if (hosts.includes(word)) return;
  const failure = unknownCommand(root, word, hosts);
  if (failure !== undefined && !mayBeHost(word, options, config, projectDirectory)) throw failure;
}

/** Adds the command that was probably meant to the failure of a program that has no such host. */
export function withCommandSuggestion(failure: Failure, root: Command, [word]: readonly string[]): Failure {
  if (failure.code !== "host-unknown" || word === undefined) return failure;
  const [, host] = /^did you mean (.+)\?$/.exec(failure.fix ?? "") ?? [];
  const suggestion = unknownCommand(root, word, host === undefined ? [] : [host])?.fix;
  if (suggestion === undefined || !failure.message.includes(JSON.stringify(word))) return failure;
  const { kind, code, message, reason } = failure;
  return new Failure({ kind, code, message, reason, fix: suggestion });
}

function mayBeHost(word: string, options: CliOptions, config: Config | undefined, projectDirectory: string): boolean {
  const app = options.app ?? config?.app;
  if (app === undefined || isEarlierOutputSync(path.resolve(projectDirectory, app))) return false;
  // A program outside the project is not searched.
  const isOutside = /(?:^|[\s"'=])(?:\.\.\/|\/|~)/.test(app);
  const isInContext = JSON.stringify([options.context, config?.context]).includes(word);
  return isOutside || isInContext || mentionsWordSync(projectDirectory, word);
}
