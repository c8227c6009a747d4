import { isatty } from "node:tty";
import { createColors } from "picocolors";
import { formatFailure, type Failure } from "../effects";
import { formatIssue } from "../model";
import type { Reporter } from "../synth/request";
import type { CliOptions } from "./options";

/** Functions that colour a text, or leave it as it is. */
export type Colours = ReturnType<typeof createColors>;

/** Where the command line talks to: stdout for results alone, stderr for everything else. */
export interface Terminal extends Reporter {
  /** A result, on stdout. */
  result(text: string): void;
  /** Colours of results: none unless stdout is a terminal. */
  readonly resultColours: Colours;
  /** A line of the summary. */
  summary(text: string): void;
  failure(failure: Failure): void;
}

/** The terminal of this process, as talkative as the options say. */
export function openTerminal(options: Partial<CliOptions>): Terminal {
  const isPlain = options.color === false || options.ci === true || isSet("NO_COLOR");
  // Not process.stderr.isTTY, which is undefined on a pipe: picocolors would decide by itself, and colour whatever CI logs.
  const colors = createColors(!isPlain && isatty(process.stderr.fd));
  const isQuiet = options.quiet ?? false;
  const say = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  const colored = (text: string): string =>
    text.replaceAll(/^(?:error|warning|info)\[/gm, (word) =>
      (word.startsWith("error") ? colors.red : colors.yellow)(word),
    );
  return {
    resultColours: createColors(!isPlain && isatty(process.stdout.fd)),
    result: (text) => {
      process.stdout.write(`${text}\n`);
    },
    step: (text) => {
      if (!isQuiet) say(`${colors.dim("synth:")} ${text}`);
    },
    nix: (line) => {
      if (!isQuiet || line.startsWith("warning:")) say(line);
    },
    issue: (issue) => {
      if (!isQuiet || issue.severity !== "info") say(`${colored(formatIssue(issue))}\n`);
    },
    summary: (text) => {
      if (!isQuiet) say(colors.bold(text));
    },
    failure: (failure) => {
      say(colored(formatFailure(failure, { verbose: options.verbose ?? false })));
    },
  };
}

/** As no-color.org has it: set to anything but an empty text. */
function isSet(variable: string): boolean {
  return (process.env[variable] ?? "") !== "";
}
