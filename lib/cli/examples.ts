import type { Command } from "commander";

/** Adds examples to the help of a command: command lines with what each does. */
export function addExamples(command: Command, examples: Readonly<Record<string, string>>): Command {
  const width = Math.max(...Object.keys(examples).map((line) => line.length));
  const lines = Object.entries(examples).map(([line, does]) => `  $ ${line.padEnd(width)}   ${does}`);
  return command.addHelpText("after", ["", "Examples:", ...lines].join("\n"));
}
