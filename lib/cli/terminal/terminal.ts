import { isatty } from "node:tty";
import { createColors } from "picocolors";
import type { Colors } from "picocolors/types";
import { formatIssue } from "../../model";
import type { Reporter } from "../../pipeline/reporter";
import { formatFailure, type Failure } from "../../platform/failure";
import type { CliOptions } from "../arguments/options";
import { describeActivity } from "./progress/describe";
import { openLiveDisplay } from "./progress/live-display";
import { renderProgress } from "./progress/render";
import { advance, enterPhase, initialState, totalOf } from "./progress/state";

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
  /** What was built and fetched so far, in numbers. */
  work(): Work;
  /** Takes away what is drawn; nothing is drawn afterwards. */
  close(): void;
}

/** The terminal of this process, as talkative as the options say. */
export function openTerminal(options: Partial<CliOptions>): Terminal {
  const isTerminal = isatty(process.stderr.fd);
  const colors = colorsFor(process.stderr.fd, options);
  const isQuiet = options.quiet ?? false;
  const isLive = isTerminal && !isQuiet && options.ci !== true && process.env.TERM !== "dumb";
  const live = isLive ? openLiveDisplay(process.stderr) : undefined;
  const say = (text: string): void => {
    if (live === undefined) process.stderr.write(`${text}\n`);
    else live.write(`${text}\n`);
  };
  const colored = (text: string): string =>
    text.replaceAll(/^(?:error|warning|info)\[/gm, (word) =>
      (word.startsWith("error") ? colors.red : colors.yellow)(word),
    );
  const step = (text: string): void => {
    if (!isQuiet) say(`${colors.dim("synth:")} ${text}`);
  };
  const plain = describeActivity({ verbose: options.verbose ?? false, isLive, say, step });
  const clock = (): number => performance.now() / 1000;
  let state = initialState;
  const render = (): readonly string[] => renderProgress(state, clock(), { rows: process.stderr.rows, colors });
  return {
    resultColours: colorsFor(process.stdout.fd, options),
    result: (text) => {
      process.stdout.write(`${text}\n`);
    },
    step: (text, phase) => {
      if (phase !== undefined) state = enterPhase(state, phase, clock());
      step(text);
      // While it runs, the user's program has the terminal, and may ask something.
      if (phase === "synthesize") live?.hide();
      else if (phase !== undefined) live?.show(render);
    },
    nix: (line) => {
      if (!isQuiet || isWarning.test(line)) say(line);
    },
    activity: (event) => {
      const before = state;
      state = advance(state, event, clock());
      if (!isQuiet) plain(event, before, clock());
    },
    issue: (issue) => {
      if (!isQuiet || issue.severity !== "info") say(`${colored(formatIssue(issue))}\n`);
    },
    summary: (text) => {
      if (!isQuiet) say(colors.bold(text));
    },
    failure: (failure) => {
      live?.hide();
      say(colored(formatFailure(failure, { verbose: options.verbose ?? false })));
    },
    work: () => ({
      built: totalOf(state, "builds").done,
      fetched: totalOf(state, "copies").done,
      fetchedBytes: totalOf(state, "transfer").done,
    }),
    close: () => {
      live?.hide();
    },
  };
}

/** The colours of a stream; none where it leads to no terminal, or they are not wanted. */
export function colorsFor(descriptor: number, options: Partial<CliOptions>): Colors {
  const isPlain = options.color === false || options.ci === true || isSet("NO_COLOR");
  // Not isTTY, which is undefined on a pipe: picocolors would decide by itself, and colour whatever CI logs.
  return createColors(!isPlain && isatty(descriptor));
}

const isWarning = /^(?:trace: |evaluation )*warning:/;

/** As no-color.org has it: set to anything but an empty text. */
function isSet(variable: string): boolean {
  return (process.env[variable] ?? "") !== "";
}

/** What Nix had to do for a run. */
export interface Work {
  /** Derivations. */
  readonly built: number;
  /** Store paths. */
  readonly fetched: number;
  /** Over the network, compressed. */
  readonly fetchedBytes: number;
}
