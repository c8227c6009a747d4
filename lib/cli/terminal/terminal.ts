import { isatty } from "node:tty";
import { createColors } from "picocolors";
import type { Colors } from "picocolors/types";
import { formatIssue, type Issue } from "../../model";
import type { Reporter } from "../../pipeline/reporter";
import { formatFailure, type Failure } from "../../platform/failure";
import { maskText } from "../../scan/mask-text";
import type { CliOptions } from "../arguments/options";
import { failedRun, issuesOf } from "./diagnostics/diagnostic";
import { githubAnnotation } from "./diagnostics/github-annotation";
import { describeActivity } from "./progress/describe";
import { openLiveDisplay } from "./progress/live-display";
import { renderProgress } from "./progress/render";
import { advance, enterPhase, initialState, totalOf } from "./progress/state";
import { emptyReport } from "./run-report";
import { wrapFor } from "./wrap-text";

/** Functions that color text, or return it unchanged. */
export type TerminalColors = ReturnType<typeof createColors>;

/** The terminal of the command line: results go to stdout, everything else to stderr. */
export interface Terminal extends Reporter {
  /**
   * Prints a result on stdout: data, which is never changed, or text for people, which is wrapped in a terminal. By default,
   * JSON and single lines, such as paths, are data.
   */
  result(text: string, form?: "data" | "text"): void;
  /** The colors of results: none unless stdout is a terminal. */
  readonly resultColors: TerminalColors;
  /** Prints a line of the summary. */
  summary(text: string): void;
  failure(failure: Failure): void;
  /** Counts what was built and fetched so far. */
  work(): Work;
  /** Removes the live display for good. */
  close(): void;
}

/** Settings of a terminal that are not options. */
interface TerminalSettings {
  /** Print JSON in one line. Default: false. */
  readonly jsonLines?: boolean;
}

/** Opens the terminal of this process, with the verbosity and format that the options request. */
export function openTerminal(options: Partial<CliOptions>, { jsonLines = false }: TerminalSettings = {}): Terminal {
  const { report = emptyReport(), format } = options;
  const isTerminal = isatty(process.stderr.fd);
  const colors = colorsFor(process.stderr.fd, options);
  const isQuiet = options.quiet ?? false;
  const isLive = isTerminal && !isQuiet && options.ci !== true && process.env.TERM !== "dumb";
  const live = isLive ? openLiveDisplay(process.stderr) : undefined;
  const print = (text: string): void => {
    const wrapped = `${wrapFor(process.stderr, maskText(text))}\n`;
    if (live === undefined) process.stderr.write(wrapped);
    else live.write(wrapped);
  };
  const colored = (text: string): string =>
    text.replaceAll(/^(?:error|warning|info)\[/gm, (word) =>
      (word.startsWith("error") ? colors.red : colors.yellow)(word),
    );
  const step = (text: string): void => {
    if (!isQuiet) print(`${colors.dim("synth:")} ${text}`);
  };
  let slowProgram: NodeJS.Timeout | undefined;
  /** Removes what shows that the run goes on. */
  const settle = (): void => {
    clearTimeout(slowProgram);
    live?.hide();
  };
  const result: Terminal["result"] = (text, form = options.json === true || !text.includes("\n") ? "data" : "text") => {
    // The log is printed at the end instead.
    if (format === "sarif") return;
    report.hasResult = true;
    settle();
    const masked = maskText(text);
    process.stdout.write(`${form === "data" ? masked : wrapFor(process.stdout, masked)}\n`);
  };
  const annotate = (issue: Issue): void => {
    if (format === "github") print(githubAnnotation(issue));
  };
  const plain = describeActivity({ verbose: options.verbose ?? false, isLive, print, step });
  const clock = (): number => performance.now() / 1000;
  let state = initialState;
  const render = (): readonly string[] => renderProgress(state, clock(), { rows: process.stderr.rows, colors });
  return {
    resultColors: colorsFor(process.stdout.fd, options),
    result,
    step: (text, phase) => {
      clearTimeout(slowProgram);
      if (phase !== undefined) state = enterPhase(state, phase, clock());
      // The live display shows the phase, and must not leave it above the result.
      if (live === undefined || phase === undefined || options.verbose === true) step(text);
      else if (phase === "synthesize") slowProgram = setTimeout(step, slowProgramMilliseconds, text).unref();
      // While it runs, the user's program owns the terminal and may ask for input.
      if (phase === "synthesize") live?.hide();
      else if (phase !== undefined) live?.show(render);
    },
    nix: (line) => {
      if (!isQuiet || isWarning.test(line)) print(line);
    },
    activity: (event) => {
      const before = state;
      state = advance(state, event, clock());
      if (!isQuiet) plain(event, before, clock());
    },
    issue: (issue) => {
      report.issues.push(issue);
      if (isQuiet && issue.severity === "info") return;
      print(`${colored(formatIssue(issue))}\n`);
      annotate(issue);
    },
    summary: (text) => {
      if (!isQuiet) print(colors.bold(text));
    },
    failure: (failure) => {
      settle();
      print(colored(formatFailure(failure, { verbose: options.verbose ?? false })));
      for (const issue of issuesOf(failure)) annotate(issue);
      if (options.json !== true || report.hasResult) return;
      result(JSON.stringify(failedRun(report.issues, failure), undefined, jsonLines ? undefined : 2));
    },
    work: () => ({
      built: totalOf(state, "builds").done,
      fetched: totalOf(state, "copies").done,
      fetchedBytes: totalOf(state, "transfer").done,
    }),
    close: settle,
  };
}

/** The colors of a stream; none if it is not a terminal or colors are disabled. */
export function colorsFor(descriptor: number, options: Partial<CliOptions>): Colors {
  const isPlain = options.color === false || options.ci === true || isSet("NO_COLOR");
  // Not isTTY, which is undefined on a pipe: picocolors would then decide itself, and color the logs of CI.
  return createColors(!isPlain && isatty(descriptor));
}

/** Most programs take less; a person waits longer only if it is clear for what. */
const slowProgramMilliseconds = 2000;

const isWarning = /^(?:trace: |evaluation )*warning:/;

/** Whether a variable is set to a non-empty string, as no-color.org defines it. */
function isSet(variable: string): boolean {
  return (process.env[variable] ?? "") !== "";
}

/** How much Nix had to do in a run. */
export interface Work {
  /** Derivations. */
  readonly built: number;
  /** Store paths. */
  readonly fetched: number;
  /** Transferred over the network, compressed. */
  readonly fetchedBytes: number;
}
