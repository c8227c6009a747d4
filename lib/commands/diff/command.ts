import { CommanderError, type Command } from "commander";
import * as E from "fp-ts/Either";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import {
  addHosts,
  addNixOptions,
  addProfileOption,
  addProgramOptions,
  optionsOf,
  type CliOptions,
} from "../../cli/arguments/options";
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
  overview: { "synth diff": "show what the program would change in cdk.out" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("diff")
    .description("show what the program would change in the output, by construct")
    .action(diff);
  addHosts(command, "hosts to compare with --built (default: all)");
  addNixOptions(
    addProfileOption(addProgramOptions(command))
      .optionsGroup("Diff:")
      .option("--built", "also build, and compare packages and sizes of ISOs")
      .option("--fail", "exit with code 1 if there are differences"),
  );
  addExamples(command, {
    "synth diff": "show what the program would change in cdk.out",
    "synth diff --fail": "the same, with exit code 1 if anything would change",
    "synth diff lilith --built": "also build, and compare packages and the ISO size",
  });
}

async function diff(hosts: readonly string[], _options: unknown, command: Command): Promise<void> {
  const options: DiffOptions = optionsOf(command);
  const terminal = openTerminal(options);
  const request = synthRequest(options, process.cwd(), hosts);
  // Loaded only here, so that builds start faster.
  const [{ diffOutput }, { diffText }] = await Promise.all([import("./diff-output.js"), import("./diff-text.js")]);
  const outcome = await diffOutput(request, terminal, { built: options.built ?? false })();
  terminal.close();
  if (E.isLeft(outcome)) throw outcome.left;
  const difference = outcome.right;
  const text = diffText(difference, colorsFor(process.stdout.fd, options));
  if (options.json === true) terminal.result(JSON.stringify(difference, undefined, 2));
  else if (text !== "") terminal.result(text, "data");
  terminal.summary(countText(difference));
  if (options.fail === true && isDifferent(difference)) throw new CommanderError(1, "cdknix.different", "");
}

function isDifferent({ files, built }: TreeDifference): boolean {
  return (
    files.length > 0 || (built ?? []).some(({ iso, packages }) => packages.length > 0 || iso?.before !== iso?.after)
  );
}

function countText({ files }: TreeDifference): string {
  if (files.length === 0) return "no changes";
  const counts = (["added", "changed", "removed"] as const).flatMap((status) => {
    const count = files.filter((file) => file.status === status).length;
    return count === 0 ? [] : [`${String(count)} ${status}`];
  });
  return `would change: ${counts.join(", ")}`;
}
