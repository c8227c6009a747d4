import { describeProcess, type ProcessResult } from "../platform/process/run-process";

const mark = Symbol.for("cdknix.ExpectationError");

/**
 * A failed expectation of a test. The message contains all details.
 * @beta
 */
export class ExpectationError extends Error {
  /** Whether a value is such an error, including one from another copy of the package. */
  static isExpectationError(value: unknown): value is ExpectationError {
    return typeof value === "object" && value !== null && mark in value;
  }

  constructor(
    message: string,
    /** Whether there is nothing to compare, for example because the expectation names a host that does not exist. */
    readonly isMisuse = false,
  ) {
    super(message);
    this.name = "ExpectationError";
    Object.defineProperty(this, mark, { value: true });
  }
}

/** Formats a sentence with labeled lines; lines without a value are omitted. */
export function labeled(
  sentence: string,
  lines: Readonly<Record<string, string | readonly string[] | undefined>>,
): string {
  const width = Math.max(...Object.keys(lines).map((label) => label.length)) + 1;
  const labeledLines = Object.entries(lines).flatMap(([label, value]) => {
    const texts = value === undefined ? [] : [value].flat();
    return texts.map((text, index) => `  ${(index === 0 ? `${label}:` : "").padEnd(width)} ${text}`);
  });
  return [sentence, ...labeledLines].join("\n");
}

/** The program has no such file. */
export function noSuchFile(file: string, files: readonly string[]): ExpectationError {
  return new ExpectationError(`the program writes no file ${file}; files:\n  ${files.join("\n  ")}`, true);
}

/** The host to build has no image. */
export function hostIsMachine(name: string): ExpectationError {
  return new ExpectationError(
    `the host ${JSON.stringify(name)} is a machine, which has no ISO: add an IsoImage to it or its class, or test it with evaluated()`,
    true,
  );
}

/** The program has no such host. */
export function noSuchHost(name: string, hosts: readonly string[]): ExpectationError {
  const there = hosts.length === 0 ? "the program has no hosts" : `hosts: ${hosts.join(", ")}`;
  return new ExpectationError(`no host named ${JSON.stringify(name)}; ${there}`, true);
}

/** The construct is not a host of its program. */
export function notInProgram(path: string): ExpectationError {
  return new ExpectationError(`${path} is not a host of its program`, true);
}

/** A value is not a host. */
export function notAHost(): ExpectationError {
  return new ExpectationError(
    "not a host: pass FlakeAssertions.fromApp(app).host(name), or a Host of the program",
    true,
  );
}

/** An option does not have the expected value. */
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
    labeled(`${host}: ${option} does not have the expected value`, {
      expected: difference.expected,
      value: difference.value,
      differs: difference.mismatches,
      "set by": difference.definedBy,
      note: difference.note,
    }),
  );
}

/** Other people can log in, or in other ways. */
export function loginsDiffer(
  host: string,
  difference: { readonly logins: string; readonly mismatches: readonly string[] },
): ExpectationError {
  return new ExpectationError(
    labeled(`${host}: the logins are not as expected`, {
      logins: difference.logins,
      differs: difference.mismatches,
      note: `run \`synth logins ${host}\` to list them`,
    }),
  );
}

/** Anyone on the network can log in. */
export function openToNetwork(
  host: string,
  open: readonly { readonly message: string; readonly options: readonly string[] }[],
): ExpectationError {
  return new ExpectationError(
    labeled(`${host}: anyone on the network may be able to log in`, {
      open: open.map(({ message, options }) => `${message} (${options.join(", ")})`),
      note: `run \`synth logins ${host}\` to see where these options are set`,
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
    labeled(`${host}: the program does not set ${option}`, {
      expected,
      closest: closest?.option,
      "set by": closest?.definedBy,
    }),
  );
}

/** The number of options differs. */
export function optionsCounted(
  host: string,
  option: string,
  expected: number,
  found: readonly string[],
): ExpectationError {
  return new ExpectationError(
    labeled(`${host}: expected ${String(expected)} options at and below ${option}, found ${String(found.length)}`, {
      set: found,
    }),
  );
}

/** The host has no such module. */
export function noSuchModule(host: string, module: string, known: readonly string[]): ExpectationError {
  return new ExpectationError(labeled(`${host}: no module ${module}`, { modules: known }));
}

/** A module does not have the expected contents. */
export function moduleDiffers(
  host: string,
  module: string,
  expected: string,
  mismatches: readonly string[],
): ExpectationError {
  return new ExpectationError(
    labeled(`${host}: the module ${module} does not have the expected contents`, { expected, differs: mismatches }),
  );
}

/** No issue matches. */
export function noSuchIssue(expected: string, report: string): ExpectationError {
  const there = report === "" ? "the program has no issues" : `issues:\n\n${report}`;
  return new ExpectationError(`no issue matches ${expected}; ${there}`);
}

/** The program has unexpected issues. */
export function issuesFound(report: string): ExpectationError {
  return new ExpectationError(`expected no issues, but found:\n\n${report}`);
}

/** A Capture has no value. */
export function captureEmpty(): ExpectationError {
  return new ExpectationError("no value was captured: no pattern with this Capture has matched yet", true);
}

/** Nix cannot evaluate what a test asks for, so that neither the expectation nor its opposite holds. */
export function notEvaluated(message: string): ExpectationError {
  return new ExpectationError(message, true);
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
    labeled(`there is no project directory ${directory}`, {
      fix: "pass the directory that has cdk.json as projectDirectory, or run the test in it",
    }),
    true,
  );
}

/** A string that cannot be the name of a host. */
export function hostNameInvalid(host: string): ExpectationError {
  return new ExpectationError(
    labeled(`${JSON.stringify(host)} is not a host name`, {
      fix: "use HOST, or FLAKE/HOST: `synth list` prints them",
    }),
    true,
  );
}

/** A context key that cannot be passed on the command line. */
export function contextKeyInvalid(key: string): ExpectationError {
  return new ExpectationError(
    labeled(`the context key ${JSON.stringify(key)} is empty or contains "="`, {
      why: "the key is passed to synth as --context KEY=VALUE",
      fix: "rename the key",
    }),
    true,
  );
}

/** A command that a test expects to succeed failed in a machine. */
export function commandFailed(
  command: string,
  { exitCode, stdout, stderr }: { readonly exitCode: number; readonly stdout: string; readonly stderr: string },
): ExpectationError {
  const output = `${stdout}${stderr}`.trimEnd();
  return new ExpectationError(
    labeled(`the command failed with exit code ${String(exitCode)}: ${command}`, {
      output: output === "" ? undefined : output.split("\n").slice(-shownLines),
    }),
  );
}

const shownLines = 40;

/** An image has no place for secrets. */
export function noSecretsArea(iso: string): ExpectationError {
  return new ExpectationError(
    labeled(`the image ${iso} has no secrets area`, {
      fix: "set secretsArea of its IsoImage, or omit secrets",
    }),
    true,
  );
}

/** A path is a set of options. */
export function optionIsSet(host: string, option: string): ExpectationError {
  return new ExpectationError(`${host}: ${option} is not an option but a set of options: name one of them`, true);
}

/** NixOS has no such option. */
export function noSuchOption(host: string, option: string, names: readonly string[]): ExpectationError {
  return new ExpectationError(
    labeled(`${host}: NixOS has no option ${option}`, {
      options: names.length === 0 ? undefined : names.slice(0, shownNames).join(", "),
    }),
  );
}

const shownNames = 20;
