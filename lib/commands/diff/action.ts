import { CommanderError, type Command } from "commander";
import * as E from "fp-ts/Either";
import { optionsOf, type CliOptions } from "../../cli/arguments/options";
import { synthRequest } from "../../cli/arguments/settings";
import { colorsFor, openTerminal } from "../../cli/terminal/terminal";
import { diffOutput, type TreeDifference } from "./diff-output";
import { diffText } from "./diff-text";

interface DiffOptions extends CliOptions {
  readonly built?: boolean;
  readonly fail?: boolean;
}

/** The action of `synth diff`. */
export async function diff(hosts: readonly string[], _options: unknown, command: Command): Promise<void> {
  const options: DiffOptions = optionsOf(command);
  const terminal = openTerminal(options);
  const request = synthRequest(options, process.cwd(), hosts);
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
