import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { firstWordFailure, withCommandSuggestion } from "../../cli/arguments/check-first-word";
import { optionsOf } from "../../cli/arguments/options";
import { synthRequest } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { synthHosts } from "../../pipeline/synth-hosts";
import { resultPaths } from "../../pipeline/result-paths";
import { summaryOf } from "./summary";

/** The action of `synth synth`. */
export async function synth(hosts: readonly string[], _options: unknown, command: Command): Promise<void> {
  const started = performance.now();
  const options = optionsOf(command);
  const terminal = openTerminal(options);
  const root = command.parent === null ? command : undefined;
  const failure = root === undefined ? undefined : firstWordFailure(root, hosts, options, process.cwd());
  if (failure !== undefined) throw failure;
  const request = synthRequest(options, process.cwd(), hosts);
  const outcome = await synthHosts(request, terminal)();
  terminal.close();
  if (E.isLeft(outcome)) throw root === undefined ? outcome.left : withCommandSuggestion(outcome.left, root, hosts);
  const results = outcome.right;
  const seconds = (performance.now() - started) / 1000;
  for (const line of summaryOf(request, results, seconds, terminal.work())) terminal.summary(line);
  if (options.json === true) terminal.result(JSON.stringify(results, undefined, 2));
  else for (const path of resultPaths(results, request.nix.store)) terminal.result(path);
}
