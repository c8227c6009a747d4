import { InvalidArgumentError, Option, type Command } from "commander";
import { contextMalformed } from "./errors";

/** The options of the command line, as commander leaves them. */
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
  readonly nixpkgs?: string;
  readonly profile?: string;
  readonly builders?: string;
  readonly store?: string;
  readonly substituters?: string;
  readonly copyTo?: string;
  readonly offline?: boolean;
  readonly nixOption?: Readonly<Record<string, string>>;
}

/** Options of every command that runs the program. */
export function addProgramOptions(command: Command): Command {
  return command
    .optionsGroup("Program:")
    .option(
      "-a, --app <command>",
      "command line that runs the program, or an output of an earlier run, to take as it is (cdk.json: app)",
    )
    .option("-o, --output <directory>", "output directory (cdk.json: output; default: cdk.out)")
    .addOption(
      new Option(
        "-c, --context <key=value>",
        "context value for the program, repeatable (cdk.json: context)",
      ).argParser(addContext),
    )
    .option("--strict", "warnings fail")
    .optionsGroup("Telling:")
    .option("-q, --quiet", "tell only warnings and errors")
    .option("-v, --verbose", "tell everything: the logs of builds, commands, stack traces")
    .option("-j, --json", "results as JSON")
    .option("--no-color", "no colours")
    .option("--ci", "for machines: no colours, and fail instead of changing a lock file");
}

/** Options of the commands that build. */
export function addBuildOptions(command: Command): Command {
  return command
    .optionsGroup("Building:")
    .option("--no-build", "stop after the tree; needs no Nix")
    .option("--out-link <path>", "link to what is built; of several hosts, -HOST is added (default: result)")
    .option("--tree-hash <sha256>", "fail unless this is the hash of the flake's tree, as a stack of Terraform has it")
    .option("--dry-run", "tell what would be built; writes and builds nothing")
    .option("--force", "ask Nix even if nothing changed since the last build")
    .addOption(
      new Option("--copy-to <address>", "copy the ISOs to a store or binary cache, as Nix takes it").conflicts([
        "build",
        "dryRun",
      ]),
    );
}

/** The option of the commands that build, or look at what is built. */
export function addProfileOption(command: Command): Command {
  return command
    .optionsGroup("Building:")
    .option("--profile <profile>", "build with a profile: `dev`, `release`, or one of your own (cdk.json: profiles)");
}

/** Options of the commands that ask Nix. */
export function addNixOptions(command: Command): Command {
  return command
    .optionsGroup("Nix:")
    .option(
      "--nixpkgs <reference>",
      "build with another nixpkgs: a flake reference, or `embedded` for the offline base (cdk.json: nixpkgs)",
    )
    .option("--builders <machines>", "machines to build on, as Nix takes them, or @FILE (cdk.json: nix.builders)")
    .option("--store <address>", "store to build in, as Nix takes it (cdk.json: nix.store)")
    .option("--substituters <addresses>", "stores and caches to take finished paths from (cdk.json: nix.substituters)")
    .option("--offline", "forbid Nix the network (cdk.json: nix.offline)")
    .addOption(
      new Option("--nix-option <name value>", "a setting of nix.conf, repeatable (cdk.json: nix.options)").argParser(
        addNixOption,
      ),
    );
}

/**
 * The options that a command was given, its own among them. The root has every option of building, so that
 * `synth --json list` is `synth list --json`.
 */
export function optionsOf(command: Command): CliOptions {
  return command.optsWithGlobals<CliOptions>();
}

function addContext(text: string, before: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) throw contextMalformed(text);
  return { ...before, [key]: value };
}

const separator = "\0";

/** `--nix-option K V`, as Nix has it: commander knows options of one value only, so the two become one. */
export function joinNixOptions(args: readonly string[]): readonly string[] {
  const [first, name, value, ...rest] = args;
  if (first === undefined) return [];
  if (first !== "--nix-option") return [first, ...joinNixOptions(args.slice(1))];
  return name === undefined || value === undefined ? args : [first, name + separator + value, ...joinNixOptions(rest)];
}

function addNixOption(text: string, before: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const [name, value] = text.split(separator);
  if (name === undefined || value === undefined) throw new InvalidArgumentError("It takes a name and a value.");
  return { ...before, [name]: value };
}
