import { Argument, type Command } from "commander";
import * as E from "fp-ts/Either";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addProgramOptions, optionsOf } from "../../cli/arguments/options";
import { programSettings } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { releases, type Release } from "../../model";
import { readConfig } from "../../project/config/config";

/** `synth upgrade RELEASE`. */
export const upgradeDefinition: CommandDefinition = {
  position: 95,
  overview: { "synth upgrade 26.05 --dry-run": "show what changes with another NixOS release" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("upgrade")
    .description("move the program to another NixOS release, and show what changes")
    .addArgument(new Argument("<release>", "the release").choices(releases))
    .optionsGroup("Upgrade:")
    .option("--dry-run", "show what changes, without changing the program")
    .action(upgrade);
  addProgramOptions(command);
  addExamples(command, {
    "synth upgrade 26.05 --dry-run": "show what changes with NixOS 26.05",
    "synth upgrade 26.05": "the same, and set the release in the program",
  });
}

async function upgrade(release: Release, _options: unknown, command: Command): Promise<void> {
  const options = optionsOf(command);
  const terminal = openTerminal(options);
  const projectDirectory = process.cwd();
  const settings = programSettings(options, projectDirectory, readConfig(projectDirectory));
  const dryRun = options.dryRun ?? false;
  // Loaded only here, so that builds start faster.
  const [{ upgradeProgram }, { upgradeText, upgradeSummary }] = await Promise.all([
    import("./plan-upgrade.js"),
    import("./upgrade-text.js"),
  ]);
  const outcome = await upgradeProgram(settings, release, dryRun, terminal)();
  terminal.close();
  if (E.isLeft(outcome)) throw outcome.left;
  const text = upgradeText(outcome.right);
  if (options.json === true) terminal.result(JSON.stringify(outcome.right, undefined, 2));
  else if (text !== "") terminal.result(text, "data");
  for (const line of upgradeSummary(outcome.right, dryRun)) terminal.summary(line);
}
