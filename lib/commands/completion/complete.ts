import type { Argument, Command, Option } from "commander";

/** What may stand at a place of the command line. */
export type Completion =
  /** A path: shells complete these better than anybody else. */
  { readonly kind: "path" } | { readonly kind: "words"; readonly candidates: readonly Candidate[] };

/** A word that may stand at a place of the command line. */
export interface Candidate {
  readonly word: string;
  /** What it does, as the help says; undefined for names that the user gave. */
  readonly description?: string | undefined;
}

/** Names that are looked up only where they may stand. */
export interface KnownNames {
  readonly hosts: () => readonly string[];
  readonly profiles: () => readonly string[];
  /** Devices that an image can be written to, with what they are. */
  readonly devices: () => readonly Candidate[];
}

/** What may stand in place of the last of the words behind the program's name. */
export function complete(root: Command, words: readonly string[], known: KnownNames): Completion {
  const current = words.at(-1) ?? "";
  const { command, operands, awaiting } = readWords(root, words.slice(0, -1));
  if (awaiting !== undefined) return valuesOf(awaiting, current, known);
  if (current.startsWith("-")) return matching(current, optionWords(root, command));
  const argument = argumentAt(command, operands);
  const own = argument === undefined ? noWords : valuesOf(argument, current, known);
  if (command !== root || operands > 0) return own;
  const commands = root
    .createHelp()
    .visibleCommands(root)
    .map((found) => ({ word: found.name(), description: found.description() }));
  return matching(current, [...commands, ...(own.kind === "words" ? own.candidates : [])]);
}

interface Read {
  readonly command: Command;
  /** How many words of its own the command has so far. */
  readonly operands: number;
  /** The option whose value comes next. */
  readonly awaiting: Option | undefined;
}

function readWords(root: Command, words: readonly string[]): Read {
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

/** The options of the root stand behind every command; commands without a program need few of them. */
function optionWords(root: Command, command: Command): readonly Candidate[] {
  const own = command.createHelp().visibleOptions(command);
  const everywhere = root.options.filter(({ long }) => long !== undefined && everywhereOptions.includes(long));
  const all = new Map([...own, ...everywhere].map((option) => [option.long ?? option.short ?? "", option.description]));
  return [...all].map(([word, description]) => ({ word, description }));
}

const everywhereOptions = ["--quiet", "--verbose", "--no-color"];

function valuesOf(of: Argument | Option, current: string, known: KnownNames): Completion {
  const name = "flags" in of ? (/[<[](.+?)(?:\.\.\.)?[>\]]/.exec(of.flags)?.[1] ?? "") : of.name();
  if (of.argChoices !== undefined) return matching(current, wordsOf(of.argChoices));
  if (/^hosts?$/.test(name)) return matching(current, wordsOf(known.hosts()));
  if (name === "profile") return matching(current, wordsOf(known.profiles()));
  if (name === "device") {
    const devices = matching(current, known.devices());
    // Others than those that are offered can be named, too.
    return devices.kind === "words" && devices.candidates.length === 0 ? { kind: "path" } : devices;
  }
  return /^(?:directory|file|address)$/.test(name) ? { kind: "path" } : noWords;
}

const noWords: Completion = { kind: "words", candidates: [] };

function wordsOf(words: readonly string[]): readonly Candidate[] {
  return words.map((word) => ({ word }));
}

function matching(prefix: string, candidates: readonly Candidate[]): Completion {
  return { kind: "words", candidates: candidates.filter(({ word }) => word.startsWith(prefix)) };
}
