import type { Command } from "commander";

/** Command lines, each with what it does. */
export type Examples = Readonly<Record<string, string>>;

/** A command, as its folder hands it to the registry. */
export interface CommandDefinition {
  /** Place in the help and on the site: lower numbers come first. */
  readonly position: number;
  /** Examples for `synth --help`, beside those of the command's own help. */
  readonly overview: Examples;
  /** Adds the command to the root, with its arguments, options, and action. */
  readonly add: (root: Command) => void;
}

/** Adds examples to the help of a command. */
export function addExamples(command: Command, examples: Examples): Command {
  return command.addHelpText("after", `\n${examplesText(examples)}`);
}

/** Examples as the help shows them. */
export function examplesText(examples: Examples): string {
  const width = Math.max(...Object.keys(examples).map((line) => line.length));
  const lines = Object.entries(examples).map(([line, does]) => `  $ ${line.padEnd(width)}   ${does}`);
  return ["Examples:", ...lines].join("\n");
}
