import type { Command, CommanderError } from "commander";
import { nearestName } from "../options";
import type { Failure } from "../platform/failure";
import {
  argumentInvalid,
  argumentMissing,
  argumentsExcess,
  flagInvalid,
  flagsConflict,
  flagUnknown,
  flagValueMissing,
  flagValueUnexpected,
  type Usage,
} from "./errors";
import { foreignFlag } from "./foreign-flags";

/** Converts an error of commander to a failure in the format of all others; undefined for help and the version. */
export function usageFailure(command: Command, { code, message }: CommanderError): Failure | undefined {
  const usage = usageOf(command);
  // Commander passes the names only in its messages.
  const quoted = [...message.matchAll(/'([^']*)'/g)].map(([, name]) => name ?? "");
  const [first = "", second = ""] = quoted;
  switch (code) {
    case "commander.unknownOption":
      return unexpectedValue(command, first) ?? flagUnknown(first, flagSuggestion(command, first), usage);
    case "commander.missingArgument":
      return argumentMissing(first, descriptionOf(command, first), usage);
    case "commander.optionMissingArgument":
      return flagValueMissing(first, usageOf(namedCommand(command)));
    case "commander.conflictingOption":
      return flagsConflict(longOf(first), longOf(second), usage);
    case "commander.excessArguments":
      return argumentsExcess(command.args.slice(command.registeredArguments.length), usage);
    case "commander.invalidArgument": {
      const reason = /is invalid(?: for argument '[^']*')?\. (.*)$/s.exec(message)?.[1] ?? message;
      const isFlag = message.startsWith("error: option ");
      const [name, value] = isFlag ? [longOf(first), second] : [second, first];
      const choices = choicesOf(command, isFlag ? first : second, isFlag);
      const near = choices === undefined ? undefined : nearestName(value, choices);
      const make = isFlag ? flagInvalid : argumentInvalid;
      return make(name, value, { reason: expectation(reason), near, usage });
    }
    default:
      return undefined;
  }
}

/** `--ci=true`: for commander, an option that takes no value is another one. */
function unexpectedValue(command: Command, given: string): Failure | undefined {
  const [, flag, value = ""] = /^(--[^=]+)=(.*)$/s.exec(given) ?? [];
  if (flag === undefined || !command.options.some(({ long }) => long === flag)) return undefined;
  return flagValueUnexpected(flag, value, usageOf(command));
}

/** The command that the command line names: options of the root are parsed before commander looks for it. */
function namedCommand(command: Command): Command {
  if (command.parent !== null) return command;
  const word = process.argv.slice(2).find((each) => !each.startsWith("-"));
  return command.commands.find((each) => each.name() === word) ?? command;
}

/** How a command is used, for errors. */
export function usageOf(command: Command): Usage {
  return { line: command.createHelp().commandUsage(command), help: `${pathOf(command)} --help` };
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

/** `--nix-option` of `--nix-option <name value>`. */
function longOf(flags: string): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags;
}

/** A reason in the style of other failures: no capital letter, no period. */
function expectation(reason: string): string {
  const text = reason.trim().replace(/\.$/, "");
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function descriptionOf({ registeredArguments }: Command, name: string): string | undefined {
  return registeredArguments.find((argument) => argument.name() === name)?.description;
}

function choicesOf(command: Command, name: string, isFlag: boolean): readonly string[] | undefined {
  const choices = isFlag
    ? command.options.find(({ flags }) => flags === name)?.argChoices
    : command.registeredArguments.find((argument) => argument.name() === name)?.argChoices;
  return choices;
}

/** The fix for an unknown option; undefined if no option is similar. */
export function flagSuggestion(command: Command, given: string): string | undefined {
  const flag = given.replace(/=.*$/s, "");
  const root = command.parent ?? command;
  const owner = [root, ...root.commands].find(({ options }) =>
    options.some(({ long, short }) => flag === long || flag === short),
  );
  if (owner === root)
    return `remove it: \`${flag}\` is an option of \`${pathOf(root)}\` without a command, which builds`;
  if (owner !== undefined) return `\`${flag}\` is an option of \`${pathOf(owner)}\``;
  const foreign = foreignFlag(flag);
  if (foreign !== undefined) return foreign;
  if (!flag.startsWith("--")) return undefined;
  const known = ["--help", ...command.options.flatMap(({ long }) => long ?? [])];
  // The name without `no-` may be nearer, and may exist as well: `--no-build` and `--build`.
  const byName = new Map([
    ...known.map((long) => [long.replace(/^--no-/, ""), long] as const),
    ...known.map((long) => [long.slice(2), long] as const),
  ]);
  const near = nearestName(flag.slice(2), byName.keys());
  return near === undefined ? undefined : `did you mean ${byName.get(near) ?? ""}?`;
}
