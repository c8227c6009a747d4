import type { Command } from "commander";
import { editDistance, nearestName } from "../../options";
import type { Failure } from "../../platform/failure";
import { commandUnknown } from "./errors";
import { foreignWord, foreignWords, type ForeignWord } from "./foreign-words";

/**
 * The failure of a word that looks like a command: one of another tool, or a misspelled one; undefined if it resembles none.
 * @param hosts names of hosts that the word may be a misspelling of
 */
export function unknownCommand(root: Command, word: string, hosts: readonly string[] = []): Failure | undefined {
  const answer = commandAnswer(root, word, hosts);
  return answer === undefined ? undefined : commandUnknown(word, answer);
}

/**
 * The answer to such a word.
 * @param prefix the words before the suggested command
 */
export function commandAnswer(
  root: Command,
  word: string,
  hosts: readonly string[] = [],
  prefix = "synth",
): ForeignWord | undefined {
  const foreign = foreignWord(word);
  if (foreign !== undefined) return foreign;
  const near = nearestName(word, commandNames(root));
  const foreignNear = misspelledForeignWord(word);
  // The nearer one counts, and a command of cdknix if both are.
  if (foreignNear !== undefined && (near === undefined || editDistance(word.toLowerCase(), near) > 1)) {
    return foreignNear;
  }
  if (near === undefined) return undefined;
  const host = nearestName(word, hosts);
  const other = host === undefined ? "" : `, or the host ${host}`;
  return { fix: `did you mean \`${prefix} ${near}\`${other}?` };
}

/** The command with a name or alias; undefined if there is none. */
export function tryFindCommand(root: Command, word: string): Command | undefined {
  return root.commands.find((command) => command.name() === word || command.aliases().includes(word));
}

/**
 * The answer to a word that differs in one letter from a command of another tool. Names with digits or of three letters are
 * more likely to be hosts.
 */
function misspelledForeignWord(word: string): ForeignWord | undefined {
  if (!/^[a-z-]{4,}$/i.test(word)) return undefined;
  const near = nearestName(word, Object.keys(foreignWords));
  if (near === undefined || editDistance(word.toLowerCase(), near) > 1) return undefined;
  const answer = foreignWord(near);
  return answer === undefined
    ? undefined
    : { ...answer, reason: `it resembles ${near}${answer.reason === undefined ? "" : `: ${answer.reason}`}` };
}

/** Names and aliases of all commands, except hidden ones. */
function commandNames(root: Command): readonly string[] {
  const visible = root.createHelp().visibleCommands(root);
  return visible.flatMap((command) => [command.name(), ...command.aliases()]);
}
