import * as path from "node:path";
import type { Command } from "commander";
import { allTargets, isGlob } from "../../pipeline/targets";
import { Failure } from "../../platform/failure";
import { readConfig, type Config } from "../../project/config/config";
import { isEarlierOutputSync } from "../../project/output/earlier-output";
import { tryReadManifest } from "../../project/output/manifest";
import { mentionsWordSync } from "../../project/program/mentions-word";
import type { CliOptions } from "./options";
import { outputOf } from "./settings";
import { unknownCommand } from "./unknown-command";

/**
 * The failure of a first word that is meant as a command, before the program runs for seconds only to find no such host;
 * undefined if the word is a host of the last run, or the program may have one with this name.
 */
export function firstWordFailure(
  root: Command,
  [word]: readonly string[],
  options: CliOptions,
  projectDirectory: string,
): Failure | undefined {
  if (word === undefined || isGlob(word)) return undefined;
  const config = readConfig(projectDirectory);
  const manifest = tryReadManifest(outputOf(options, projectDirectory, config));
  const hosts = manifest === undefined ? [] : allTargets(manifest).map(({ name }) => name);
  if (hosts.includes(word)) return undefined;
  const failure = unknownCommand(root, word, hosts);
  return failure === undefined || mayBeHost(word, options, config, projectDirectory) ? undefined : failure;
}

/** Adds what was probably meant to the failure of a program that has no such host. */
export function withCommandSuggestion(failure: Failure, root: Command, [word]: readonly string[]): Failure {
  if (failure.code !== "host-unknown" || word === undefined) return failure;
  const [, host] = /^did you mean (.+)\?$/.exec(failure.fix ?? "") ?? [];
  const meant = unknownCommand(root, word, host === undefined ? [] : [host]);
  if (meant === undefined || !failure.message.includes(JSON.stringify(word))) return failure;
  const { kind, code, message } = failure;
  const reason = [failure.reason, meant.reason].filter(Boolean).join("; ");
  return new Failure({ kind, code, message, reason, fix: meant.fix });
}

function mayBeHost(word: string, options: CliOptions, config: Config | undefined, projectDirectory: string): boolean {
  const app = options.app ?? config?.app;
  if (app === undefined || isEarlierOutputSync(path.resolve(projectDirectory, app))) return false;
  // A program outside the project is not searched.
  const isOutside = /(?:^|[\s"'=])(?:\.\.\/|\/|~)/.test(app);
  const values = [options.context, config?.context, variablesIn(app)];
  return isOutside || JSON.stringify(values).includes(word) || mentionsWordSync(projectDirectory, word);
}

/** The values of variables in a command line, such as `a b` of `HOSTS="a b" node main.js`. */
function variablesIn(app: string): readonly string[] {
  return [...app.matchAll(/\w=("[^"]*"|'[^']*'|\S*)/g)].map(([, value = ""]) => value);
}
