import type { Command, Option } from "commander";
import { flagUnknown } from "./errors";
import { flagSuggestion, usageOf } from "./usage-failure";

/**
 * Rejects an option that a command does not have. Commander parses the options of the root for every command, wherever they
 * are on the command line, because without a command `synth` builds.
 * @throws a failure that names the option
 */
export function checkRootFlags(root: Command, command: Command): void {
  // The help answers which options there are.
  if (root.args.some((word) => word === "--help" || word === "-h")) return;
  const unknown = givenFlags(root).find(({ long }) => !command.options.some((option) => option.long === long));
  if (unknown === undefined) return;
  const flag = unknown.long ?? unknown.flags;
  throw flagUnknown(flag, flagSuggestion(command, flag), usageOf(command));
}

/** The root's options on the command line. `--ci` and `--no-ci` have one value: true for the first, false for the second. */
function givenFlags(root: Command): readonly Option[] {
  return root.options.filter((option) => {
    const name = option.attributeName();
    return root.getOptionValueSource(name) === "cli" && (root.getOptionValue(name) === false) === option.negate;
  });
}
