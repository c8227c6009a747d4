import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { optionsOf } from "../../cli/arguments/options";
import { programSettings } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import type { Release } from "../../model";
import { readConfig } from "../../project/config/config";
import { upgradeProgram } from "./plan-upgrade";
import { upgradeSummary, upgradeText } from "./upgrade-text";

/** The action of `synth upgrade`. */
export async function upgrade(release: Release, _options: unknown, command: Command): Promise<void> {
  const options = optionsOf(command);
  const terminal = openTerminal(options);
  const projectDirectory = process.cwd();
  const settings = programSettings(options, projectDirectory, readConfig(projectDirectory));
  const dryRun = options.dryRun ?? false;
  const outcome = await upgradeProgram(settings, release, dryRun, terminal)();
  terminal.close();
  if (E.isLeft(outcome)) throw outcome.left;
  const text = upgradeText(outcome.right);
  if (options.json === true) terminal.result(JSON.stringify(outcome.right, undefined, 2));
  else if (text !== "") terminal.result(text, "data");
  for (const line of upgradeSummary(outcome.right, dryRun)) terminal.summary(line);
}
