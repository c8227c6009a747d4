import type { Command } from "commander";
import { nearestName } from "../../options";
import type { Failure } from "../../platform/failure";
import { commandUnknown } from "./errors";
import { foreignWord } from "./foreign-words";

/**
 * The answer to a word that looks like a command: one of another tool, or a misspelled one; undefined if it resembles none.
 * @param hosts names of hosts that the word may be a misspelling of
 */
export function unknownCommand(root: Command, word: string, hosts: readonly string[] = []): Failure | undefined {
  const foreign = foreignWord(word);
  if (foreign !== undefined) return commandUnknown(word, foreign);
  const near = nearestName(word, commandNames(root));
  if (near === undefined) return undefined;
  const host = nearestName(word, hosts);
  const other = host === undefined ? "" : `, or the host ${host}`;
  return commandUnknown(word, { fix: `did you mean \`synth ${near}\`${other}?` });
}

/** The command with a name or alias; undefined if there is none. */
export function tryFindCommand(root: Command, word: string): Command | undefined {
  return root.commands.find((command) => command.name() === word || command.aliases().includes(word));
}

/** Names and aliases of all commands, except hidden ones. */
function commandNames(root: Command): readonly string[] {
  const visible = root.createHelp().visibleCommands(root);
  return visible.flatMap((command) => [command.name(), ...command.aliases()]);
}
