import { CommanderError, type Command } from "commander";
import * as E from "fp-ts/Either";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addNixOptions, addProfileOption, addProgramOptions, optionsOf, type CliOptions } from "../../cli/arguments/options";
import { synthRequest } from "../../cli/arguments/settings";
import { colorsFor, openTerminal } from "../../cli/terminal/terminal";
import type { TreeDifference } from "./diff-output";

interface DiffOptions extends CliOptions {
  readonly built?: boolean;
  readonly fail?: boolean;
}

/** `synth diff [HOST…]`. */
export const diffDefinition: CommandDefinition = {
  position: 30,
  overview: { "synth diff": "what the program would change in cdk.out" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("diff")
    .description("what the program would change in the output, by construct; changes nothing")
    .argument("[hosts...]", "hosts that --built compares; all when none is named")
    .action(diff);
  addNixOptions(
    addProfileOption(addProgramOptions(command))
      .optionsGroup("Comparing:")
      .option("--built", "build, and compare packages and the size of the ISO, too")
      .option("--fail", "exit with 1 when something differs"),
  );
  addExamples(command, {
    "synth diff": "what the program would change in cdk.out",
    "synth diff --fail": "the same; exit code 1 when it would change something",
    "synth diff lilith --built": "also builds, and compares packages and the size of the ISO",
  });
}

async function diff(hosts: readonly string[], _options: unknown, command: Command): Promise<void> {
  const options: DiffOptions = optionsOf(command);
  const terminal = openTerminal(options);
  const request = synthRequest(options, process.cwd(), hosts);
  // Loaded by those who compare, not by everyone who builds.
  const [{ diffOutput }, { diffText }] = await Promise.all([import("./diff-output.js"), import("./diff-text.js")]);
  const outcome = await diffOutput(request, terminal, { built: options.built ?? false })();
  terminal.close();
  if (E.isLeft(outcome)) throw outcome.left;
  const difference = outcome.right;
  const text = diffText(difference, colorsFor(process.stdout.fd, options));
  if (options.json === true) terminal.result(JSON.stringify(difference, undefined, 2));
  else if (text !== "") terminal.result(text);
  terminal.summary(countText(difference));
  if (options.fail === true && isDifferent(difference)) throw new CommanderError(1, "cdknix.different", "");
}

function isDifferent({ files, built }: TreeDifference): boolean {
  return files.length > 0 || (built ?? []).some(({ iso, packages }) => packages.length > 0 || iso.before !== iso.after);
}

function countText({ files }: TreeDifference): string {
  if (files.length === 0) return "the tree would not change";
  const counts = (["added", "changed", "removed"] as const).flatMap((status) => {
    const count = files.filter((file) => file.status === status).length;
    return count === 0 ? [] : [`${String(count)} ${status}`];
  });
  return `the tree would change: ${counts.join(", ")}`;
}
