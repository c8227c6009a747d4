import type { Argument, Command, Option } from "commander";

/** How a position of the command line is completed. */
export type Completion =
  /** With a path, which the shell completes itself. */
  { readonly kind: "path" } | { readonly kind: "words"; readonly candidates: readonly Candidate[] };

/** A word that fits a position of the command line. */
export interface Candidate {
  readonly word: string;
  /** The description from the help; undefined for names that the user chose. */
  readonly description?: string | undefined;
}

/** Names that are looked up only where they fit. */
export interface KnownNames {
  readonly hosts: () => readonly string[];
  readonly profiles: () => readonly string[];
  /** Devices that an image can be written to, with a description. */
  readonly devices: () => readonly Candidate[];
}

/** Completes the last of the words after the program's name. */
export function complete(root: Command, words: readonly string[], known: KnownNames): Completion {
  const current = words.at(-1) ?? "";
  const { command, operands, awaiting } = parseWords(root, words.slice(0, -1));
  if (awaiting !== undefined) return valuesOf(awaiting, current, known);
  if (current.startsWith("-")) return matching(current, optionWords(command));
  const argument = argumentAt(command, operands);
  const own = argument === undefined ? noWords : valuesOf(argument, current, known);
  if (command !== root || operands > 0) return own;
  const commands = root
    .createHelp()
    .visibleCommands(root)
    .map((found) => ({ word: found.name(), description: found.description() }));
  return matching(current, [...commands, ...(own.kind === "words" ? own.candidates : [])]);
}

interface ParsedWords {
  readonly command: Command;
  /** How many operands the command has so far. */
  readonly operands: number;
  /** The option that expects a value next. */
  readonly awaiting: Option | undefined;
}

function parseWords(root: Command, words: readonly string[]): ParsedWords {
  let command = root;
  let operands = 0;
  let awaiting: Option | undefined;
  for (const word of words) {
    if (awaiting !== undefined) {
      awaiting = undefined;
      continue;
    }
    if (word.startsWith("-")) {
      const option = [...command.options, ...root.options].find(({ short, long }) => word === short || word === long);
      if (option?.required === true) awaiting = option;
      continue;
    }
    const isCalled = (found: Command): boolean => found.name() === word || found.aliases().includes(word);
    const named = command === root && operands === 0 ? root.commands.find(isCalled) : undefined;
    if (named === undefined) operands += 1;
    else command = named;
  }
  return { command, operands, awaiting };
}

function argumentAt({ registeredArguments }: Command, index: number): Argument | undefined {
  const last = registeredArguments.at(-1);
  return registeredArguments[index] ?? (last?.variadic === true ? last : undefined);
}

function optionWords(command: Command): readonly Candidate[] {
  const options = command.createHelp().visibleOptions(command);
  return options.map(({ long, short, description }) => ({ word: long ?? short ?? "", description }));
}

function valuesOf(of: Argument | Option, current: string, known: KnownNames): Completion {
  const name = "flags" in of ? (/[<[](.+?)(?:\.\.\.)?[>\]]/.exec(of.flags)?.[1] ?? "") : of.name();
  if (of.argChoices !== undefined) return matching(current, candidatesOf(of.argChoices));
  if (/^hosts?$/.test(name)) return matching(current, candidatesOf(known.hosts()));
  if (name === "profile") return matching(current, candidatesOf(known.profiles()));
  if (name === "device") {
    const devices = matching(current, known.devices());
    // A device that is not offered can still be named by its path.
    return devices.kind === "words" && devices.candidates.length === 0 ? { kind: "path" } : devices;
  }
  return /^(?:directory|file|address)$/.test(name) ? { kind: "path" } : noWords;
}

const noWords: Completion = { kind: "words", candidates: [] };

function candidatesOf(words: readonly string[]): readonly Candidate[] {
  return words.map((word) => ({ word }));
}

function matching(prefix: string, candidates: readonly Candidate[]): Completion {
  return { kind: "words", candidates: candidates.filter(({ word }) => word.startsWith(prefix)) };
}
