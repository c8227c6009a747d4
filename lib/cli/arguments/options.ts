import { InvalidArgumentError, Option, type Command } from "commander";
import type { RunReport } from "../terminal/run-report";
import { contextMalformed, formatConflict } from "./errors";

/** The formats of errors and warnings. */
const reportFormats = ["text", "json", "github", "sarif"] as const;

/** The format of errors and warnings. */
export type ReportFormat = (typeof reportFormats)[number];

/** The options of the command line, as commander parses them. */
export interface CliOptions {
  readonly app?: string;
  readonly output?: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly strict?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly json?: boolean;
  readonly color: boolean;
  readonly ci?: boolean;
  readonly build: boolean;
  readonly outLink?: string;
  readonly treeHash?: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly keepGoing?: boolean;
  readonly evalJobs?: number;
  readonly nixpkgs?: string;
  readonly profile?: string;
  readonly builders?: string;
  readonly store?: string;
  readonly substituters?: string;
  readonly copyTo?: string;
  readonly offline?: boolean;
  readonly nixOption?: Readonly<Record<string, string>>;
  readonly exclude?: readonly string[];
  readonly format?: ReportFormat;
  /** The output of this run so far; not an option. */
  readonly report?: RunReport;
}

/** Adds the argument and option of every command that takes several hosts. */
export function addHosts(command: Command, description: string): Command {
  return command
    .argument("[hosts...]", description)
    .optionsGroup("Program:")
    .addOption(
      new Option("--exclude <host>", "omit a host, or the hosts that match a glob; repeatable").argParser(
        (text: string, before: readonly string[] | undefined) => [...(before ?? []), text],
      ),
    );
}

/** Adds the options of every command that runs the program. */
export function addProgramOptions(command: Command): Command {
  command
    .optionsGroup("Program:")
    .option(
      "-a, --app <command>",
      "command that runs the program, or the output directory of an earlier run (cdk.json: app)",
    )
    .option("-o, --output <directory>", "output directory (cdk.json: output; default: cdk.out)")
    .addOption(
      new Option(
        "-c, --context <key=value>",
        "context value for the program, repeatable (cdk.json: context)",
      ).argParser(addContext),
    )
    .option("--strict", "treat warnings as errors");
  return addOutputOptions(command)
    .option("--ci", "non-interactive: no color, and fail instead of updating the lock file (default if CI=true)")
    .option("--no-ci", "run as on a developer's machine, even if CI=true");
}

/** Adds the options of every command that prints results, errors, and warnings. */
export function addOutputOptions(command: Command): Command {
  return command
    .optionsGroup("Output:")
    .option("-q, --quiet", "print only warnings and errors")
    .option("-v, --verbose", "print build logs, commands, and stack traces")
    .option("-j, --json", "print results, or errors, as JSON")
    .addOption(
      new Option(
        "--format <format>",
        "format of errors and warnings; json also prints results as JSON (default: text, with github on GitHub Actions)",
      ).choices(reportFormats),
    )
    .option("--no-color", "disable colors");
}

/** Adds the options of the commands that build. */
export function addBuildOptions(command: Command): Command {
  return command
    .optionsGroup("Build:")
    .option("--no-build", "generate the flake without building it; does not need Nix")
    .option("--out-link <path>", "link to the result; -HOST is appended for several hosts (default: result)")
    .option("--tree-hash <sha256>", "fail unless the flake tree has this hash (used by Terraform stacks)")
    .option("--dry-run", "print what would be built; write and build nothing")
    .option("--force", "run Nix even if nothing changed")
    .option(
      "--keep-going",
      "continue with the other hosts if one cannot be evaluated, and report all errors at the end",
    )
    .addOption(evaluationJobsOption())
    .addOption(
      new Option("--copy-to <address>", "copy the ISOs to this Nix store or binary cache").conflicts([
        "build",
        "dryRun",
      ]),
    );
}

/** The option of the commands that evaluate several hosts. */
export function evaluationJobsOption(): Option {
  return new Option(
    "--eval-jobs <number>",
    "number of hosts to evaluate at once (default: as many as cores and free memory allow)",
  ).argParser(parseJobs);
}

/** Adds the option of the commands that build or read a build. */
export function addProfileOption(command: Command): Command {
  return command
    .optionsGroup("Build:")
    .option("--profile <profile>", "build with a profile: `dev`, `release`, or your own (cdk.json: profiles)");
}

/** Adds the options of the commands that run Nix. */
export function addNixOptions(command: Command): Command {
  return command
    .optionsGroup("Nix:")
    .option(
      "--nixpkgs <reference>",
      "build with another nixpkgs: a flake reference, or `embedded` for the offline base (cdk.json: nixpkgs)",
    )
    .option("--builders <machines>", "remote builders in nix.conf syntax, or @FILE (cdk.json: nix.builders)")
    .option("--store <address>", "Nix store to build in (cdk.json: nix.store)")
    .option("--substituters <addresses>", "stores and binary caches to fetch from (cdk.json: nix.substituters)")
    .option("--offline", "disable network access (cdk.json: nix.offline)")
    .addOption(
      new Option(
        "--nix-option <name value>",
        "set an option of nix.conf, repeatable (cdk.json: nix.options)",
      ).argParser(addNixOption),
    );
}

/**
 * All options passed to a command, including those before its name: `synth --json list` is the same as `synth list --json`.
 * @throws a failure if options contradict each other.
 */
export function optionsOf(command: Command): CliOptions {
  const given = command.optsWithGlobals<CliOptions>();
  if (given.format === "sarif" && given.json === true) throw formatConflict();
  return withEnvironment(given);
}

/** Applies the defaults of the environment: `CI` and `GITHUB_ACTIONS`. */
export function withEnvironment(given: CliOptions): CliOptions {
  const format = given.format ?? (process.env.GITHUB_ACTIONS === "true" ? "github" : undefined);
  return {
    ...given,
    ci: given.ci ?? /^(?:true|1)$/i.test(process.env.CI ?? ""),
    ...(format === undefined ? {} : { format }),
    ...(format === "json" ? { json: true } : {}),
  };
}

function parseJobs(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError("Expected a positive integer.");
  return Number(text);
}

function addContext(text: string, before: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) throw contextMalformed(text);
  return { ...before, [key]: value };
}

const separator = "\0";

/** Joins the two values of `--nix-option K V`, because commander supports only options with one value. */
export function joinNixOptions(args: readonly string[]): readonly string[] {
  const [first, name, value, ...rest] = args;
  if (first === undefined) return [];
  if (first !== "--nix-option") return [first, ...joinNixOptions(args.slice(1))];
  return name === undefined || value === undefined ? args : [first, name + separator + value, ...joinNixOptions(rest)];
}

function addNixOption(text: string, before: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const [name, value] = text.split(separator);
  if (name === undefined || value === undefined) throw new InvalidArgumentError("Expected a name and a value.");
  return { ...before, [name]: value };
}
