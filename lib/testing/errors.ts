import { describeProcess, type ProcessResult } from "../platform/process/run-process";

const mark = Symbol.for("cdknix.ExpectationError");

/**
 * What a test expected of a program and did not find. The message has all that is known.
 * @beta
 */
export class ExpectationError extends Error {
  /** Whether a value is such an error, of this copy of the package or another. */
  static isExpectationError(value: unknown): value is ExpectationError {
    return typeof value === "object" && value !== null && mark in value;
  }

  constructor(
    message: string,
    /** Whether it is the expectation that is wrong, such as one of a host that the program does not have. */
    readonly isMisuse = false,
  ) {
    super(message);
    this.name = "ExpectationError";
    Object.defineProperty(this, mark, { value: true });
  }
}

/** A message of a sentence and labelled lines; lines without a text are left out. */
function labelled(sentence: string, lines: Readonly<Record<string, string | readonly string[] | undefined>>): string {
  const width = Math.max(...Object.keys(lines).map((label) => label.length)) + 1;
  const told = Object.entries(lines).flatMap(([label, value]) => {
    const texts = value === undefined ? [] : [value].flat();
    return texts.map((text, index) => `  ${(index === 0 ? `${label}:` : "").padEnd(width)} ${text}`);
  });
  return [sentence, ...told].join("\n");
}

/** The program has no such file. */
export function noSuchFile(file: string, files: readonly string[]): ExpectationError {
  return new ExpectationError(`the program writes no file ${file}, only:\n  ${files.join("\n  ")}`, true);
}

/** The program has no such host. */
export function noSuchHost(name: string, hosts: readonly string[]): ExpectationError {
  const there = hosts.length === 0 ? "the program has no hosts" : `the program has: ${hosts.join(", ")}`;
  return new ExpectationError(`there is no host ${JSON.stringify(name)}; ${there}`, true);
}

/** The construct is in no program that has hosts. */
export function notInProgram(path: string): ExpectationError {
  return new ExpectationError(`${path} is not a host of the program that it is in`, true);
}

/** Something else was given where a host is needed. */
export function notAHost(): ExpectationError {
  return new ExpectationError(
    "this is no host: give FlakeAssertions.fromApp(app).host(name), or a Host of the program",
    true,
  );
}

/** An option is not as it was to be. */
export function optionDiffers(
  host: string,
  option: string,
  difference: {
    readonly expected: string;
    readonly value: string;
    readonly mismatches: readonly string[];
    readonly definedBy: readonly string[];
    readonly note: string | undefined;
  },
): ExpectationError {
  return new ExpectationError(
    labelled(`${host}: ${option} is not as it was to be`, {
      expected: difference.expected,
      value: difference.value,
      differs: difference.mismatches,
      "set by": difference.definedBy,
      note: difference.note,
    }),
  );
}

/** Nothing sets an option. */
export function optionNotSet(
  host: string,
  option: string,
  expected: string,
  closest: { readonly option: string; readonly definedBy: readonly string[] } | undefined,
): ExpectationError {
  return new ExpectationError(
    labelled(`${host}: nothing in the program sets ${option}`, {
      expected,
      closest: closest?.option,
      "set by": closest?.definedBy,
    }),
  );
}

/** There are more options or fewer than there were to be. */
export function optionsCounted(
  host: string,
  option: string,
  expected: number,
  found: readonly string[],
): ExpectationError {
  return new ExpectationError(
    labelled(`${host}: ${String(found.length)} options are set at and below ${option}, not ${String(expected)}`, {
      set: found,
    }),
  );
}

/** A host has no such module. */
export function noSuchModule(host: string, module: string, known: readonly string[]): ExpectationError {
  return new ExpectationError(labelled(`${host}: there is no module ${module}`, { "there are": known }));
}

/** A module does not say what it was to say. */
export function moduleDiffers(
  host: string,
  module: string,
  expected: string,
  mismatches: readonly string[],
): ExpectationError {
  return new ExpectationError(
    labelled(`${host}: the module ${module} is not as it was to be`, { expected, differs: mismatches }),
  );
}

/** No issue is as one was to be. */
export function noSuchIssue(expected: string, report: string): ExpectationError {
  const there = report === "" ? "the program has no issues" : `the program has:\n\n${report}`;
  return new ExpectationError(`no issue matches ${expected}; ${there}`);
}

/** There are issues, and were to be none. */
export function issuesFound(report: string): ExpectationError {
  return new ExpectationError(`the program was to have no issues, and has:\n\n${report}`);
}

/** Nothing was captured. */
export function captureEmpty(): ExpectationError {
  return new ExpectationError("nothing was captured: no pattern with this Capture has matched yet", true);
}

/** Nix could not evaluate what a test asks about. */
export function notEvaluated(told: string): ExpectationError {
  return new ExpectationError(told);
}

/** `synth` did not build the ISO that a test needs. */
export function buildFailed(host: string, result: ProcessResult): ExpectationError {
  const stderr = result.stderr.trim() === "" ? ["(empty)"] : result.stderr.trimEnd().split("\n");
  return new ExpectationError(
    [
      `synth failed to build the ISO of ${host}`,
      ...describeProcess(result)
        .split("\n")
        .map((line) => `  ${line}`),
      "stderr, last lines:",
      ...stderr.map((line) => `  | ${line}`.trimEnd()),
    ].join("\n"),
  );
}

/** The directory to run a program in does not exist, or is not a directory. */
export function noSuchProject(directory: string): ExpectationError {
  return new ExpectationError(
    labelled(`there is no project directory ${directory}`, {
      fix: "pass the directory that has cdk.json as projectDirectory, or run the test in it",
    }),
    true,
  );
}

/** A string that cannot be the name of a host. */
export function hostNameInvalid(host: string): ExpectationError {
  return new ExpectationError(
    labelled(`${JSON.stringify(host)} is not a host name`, {
      fix: "use HOST, or FLAKE/HOST: `synth list` prints them",
    }),
    true,
  );
}

/** A context key that cannot be passed on the command line. */
export function contextKeyInvalid(key: string): ExpectationError {
  return new ExpectationError(
    labelled(`the context key ${JSON.stringify(key)} is empty or contains "="`, {
      why: "the key is passed to synth as --context KEY=VALUE",
      fix: "rename the key",
    }),
    true,
  );
}

/** An evaluated path is no option. */
export function optionIsSet(host: string, option: string): ExpectationError {
  return new ExpectationError(`${host}: ${option} is no option, but has options below it: name one of those`, true);
}

/** An evaluated host has no such option. */
export function noSuchOption(host: string, option: string, names: readonly string[]): ExpectationError {
  return new ExpectationError(
    labelled(`${host}: NixOS has no option ${option}`, {
      "there are": names.length === 0 ? undefined : names.slice(0, shownNames).join(", "),
    }),
  );
}

const shownNames = 20;
