import type { Command } from "commander";

/** Example command lines and their descriptions. */
export type Examples = Readonly<Record<string, string>>;

/** A command, as its folder exports it to the registry. */
export interface CommandDefinition {
  /** Position in the help and on the site; lower numbers come first. */
  readonly position: number;
  /** Examples for `synth --help`, in addition to the command's own. */
  readonly overview: Examples;
  /** Adds the command, with its arguments, options, and action, to the root. */
  readonly add: (root: Command) => void;
}

/** Adds examples to the help of a command. */
export function addExamples(command: Command, examples: Examples): Command {
  return command.addHelpText("after", `\n${examplesText(examples)}`);
}

/** Formats examples for the help. */
export function examplesText(examples: Examples): string {
  const width = Math.max(...Object.keys(examples).map((line) => line.length));
  const lines = Object.entries(examples).map(([line, description]) => `  $ ${line.padEnd(width)}   ${description}`);
  return ["Examples:", ...lines].join("\n");
}

/** An action that is loaded when it runs, so that no command loads the code of the others. */
export function loadedAction<Arguments extends readonly unknown[]>(
  load: () => Promise<(...args: Arguments) => void | Promise<void>>,
): (...args: Arguments) => Promise<void> {
  return async (...args) => {
    const action = await load();
    await action(...args);
  };
}
