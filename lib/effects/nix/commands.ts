import { z } from "zod";
import type { FailureKind } from "../failure";
import { runProcess, withoutColours, type ProcessResult } from "../run-process";
import { nixErrorText, nixFailed, nixOutputStrange } from "./errors";
import type { NixEvent } from "./log-event";
import { makeLogReader } from "./log-reader";
import type { NixTool } from "./tool";

/** What a command of Nix is for, and who listens to it. */
interface Command {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly listening?: Listening | undefined;
  /** Told when it fails. */
  readonly failure: readonly [kind: FailureKind, code: string, message: string];
}

async function nix(tool: NixTool, command: Command): Promise<ProcessResult> {
  const [name, ...rest] = command.args;
  const argv = (format: readonly string[]): [string, ...string[]] => [
    ...(["nix", name ?? "", ...tool.args] as const),
    ...format,
    ...rest,
  ];
  const ended = await runProcess({
    argv: argv(["--log-format", "internal-json"]),
    cwd: command.cwd,
    env: tool.env,
    readStderr: makeLogReader(command.listening?.onEvent, tool.logCommand),
    onStderrLine: onlyProgress(command.listening?.onStderrLine),
  });
  // As people run it by hand.
  const run = { ...ended, argv: argv([]) };
  if (run.exitCode !== 0) throw nixFailed(...command.failure, run);
  return run;
}

/** Passes on what Nix says until it says why it failed, which is for the failure to tell, once. */
function onlyProgress(listener: ((line: string) => void) | undefined): (line: string) => void {
  let failed = false;
  return (line) => {
    failed ||= withoutColours(line).startsWith("error:");
    if (!failed) listener?.(line);
  };
}

/**
 * The reference of a flake in a directory, whatever git says about it, for a command that runs in that directory: absolute
 * where it can be, because people read it. Nix 2.8 takes no blanks and the like, and decodes no %20, so such a directory
 * is named by where the command runs.
 */
export function pathReference(directory: string): string {
  return /^[\w/.+~-]+$/.test(directory) ? `path:${directory}` : "path:.";
}

/**
 * The name that Nix itself gives to the sources of flakes. A locked source of this name is found in the store by its hash
 * alone, by every version of Nix, whatever else the lock says.
 */
export const sourceName = "source";

/** Adds a directory to the store by its content, under a name of its own; returns the store path. */
export async function addToStore(tool: NixTool, directory: string, name: string): Promise<string> {
  const run = await nix(tool, {
    args: ["store", "add-path", "--name", name, directory],
    cwd: directory,
    failure: ["machine", "store-add-failed", `Nix cannot add ${directory} to its store`],
  });
  return run.stdout.trim();
}

const metadataSchema = z.object({ path: z.string(), locked: z.object({ dir: z.string().optional() }).optional() });

/** Fetches a flake into the store and returns a reference to it there. A relative reference is relative to `cwd`. */
export async function fetchFlake(
  tool: NixTool,
  reference: string,
  cwd: string,
  listening: Listening = {},
): Promise<string> {
  const run = await nix(tool, {
    args: ["flake", "metadata", "--json", "--no-write-lock-file", reference],
    cwd,
    listening,
    failure: ["evaluation", "flake-not-fetched", `Nix cannot fetch the flake ${reference}`],
  });
  const { path, locked } = parsed(metadataSchema, run, "the flake's metadata as JSON");
  // Of a git work tree all is in the store when the flake is in a directory of it, and a path may have no `dir` beside it.
  const directory = locked?.dir === undefined ? path : await addToStore(tool, `${path}/${locked.dir}`, sourceName);
  return `path:${directory}`;
}

/** Writes `flake.lock` beside a `flake.nix`, keeping what is locked and still fits. */
export async function lockFlake(
  tool: NixTool,
  directory: string,
  override: { readonly input: string; readonly reference: string } | undefined,
  listening: Listening = {},
): Promise<void> {
  const overriding = override === undefined ? [] : ["--override-input", override.input, override.reference];
  await nix(tool, {
    args: ["flake", "lock", ...overriding, pathReference(directory)],
    cwd: directory,
    listening,
    failure: ["evaluation", "flake-not-locked", "Nix cannot lock the inputs of the flake"],
  });
}

/** Value of an attribute of a Nix file, which may read nothing else. */
export async function evaluateFile(tool: NixTool, file: string, attribute: string): Promise<unknown> {
  const run = await nix(tool, {
    args: ["eval", "--json", "--file", file, attribute],
    cwd: "/",
    failure: ["evaluation", "file-not-evaluated", `Nix cannot evaluate ${attribute} of ${file}`],
  });
  return parsed(z.unknown(), run, "JSON");
}

/**
 * Applies a function, as Nix source, to an attribute of a flake; returns its value.
 * @throws a failure of kind `evaluation` that says `message`.
 */
export async function applyToAttribute(
  tool: NixTool,
  flake: { readonly directory: string; readonly attribute: string },
  source: string,
  message: string,
  listening: Listening = {},
): Promise<unknown> {
  const reference = `${pathReference(flake.directory)}#${flake.attribute}`;
  const run = await nix(tool, {
    // The cache of an old Nix says of what failed once only that it did.
    args: ["eval", "--json", "--option", "eval-cache", "false", reference, "--apply", source],
    cwd: flake.directory,
    listening,
    failure: ["evaluation", "evaluation-failed", message],
  });
  return parsed(z.unknown(), run, "JSON");
}

/** Adds an entry to a registry file, which is how Nix tells what a reference consists of without fetching it. */
export async function registryAdd(tool: NixTool, file: string, name: string, reference: string): Promise<void> {
  await nix(tool, {
    args: ["registry", "add", "--registry", file, name, reference],
    cwd: "/",
    failure: ["evaluation", "reference-not-understood", `Nix does not understand the flake reference ${reference}`],
  });
}

/** Who is told what Nix says on its way. */
export interface Listening {
  /** Told each line for people: warnings, traces. */
  readonly onStderrLine?: ((line: string) => void) | undefined;
  /** Told what Nix does. */
  readonly onEvent?: ((event: NixEvent) => void) | undefined;
}

/** What is made of an attribute of a flake. */
export interface Application<Result> {
  /** A Nix function, which is given the attribute's value. */
  readonly apply: string;
  readonly schema: z.ZodType<Result>;
  /** What is expected to be printed, for when it is not. */
  readonly expected: string;
  /** Told when the evaluation fails. */
  readonly failure: string;
  readonly listening: Listening;
}

/**
 * Evaluates a function of an attribute of a flake.
 * @throws a failure of kind `evaluation`.
 */
export async function evaluateWith<Result>(
  tool: NixTool,
  flake: { readonly directory: string; readonly attribute: string },
  { apply, schema, expected, failure, listening }: Application<Result>,
): Promise<Result> {
  const run = await nix(tool, {
    args: ["eval", "--json", `${pathReference(flake.directory)}#${flake.attribute}`, "--apply", apply],
    cwd: flake.directory,
    listening,
    failure: ["evaluation", "evaluation-failed", failure],
  });
  return parsed(schema, run, expected);
}

/**
 * Evaluates an attribute of a flake to its derivation.
 * @throws a failure of kind `evaluation`.
 */
export async function evaluateDerivation(
  tool: NixTool,
  flake: { readonly directory: string; readonly attribute: string },
  host: string,
  listening: Listening,
): Promise<string> {
  const run = await nix(tool, {
    args: ["path-info", "--derivation", `${pathReference(flake.directory)}#${flake.attribute}`],
    cwd: flake.directory,
    listening,
    failure: ["evaluation", "evaluation-failed", `Nix cannot evaluate the ISO of ${host}`],
  });
  const derivation = run.stdout.trim();
  if (!derivation.endsWith(".drv") || derivation.includes("\n")) throw nixOutputStrange(run, "one derivation");
  return derivation;
}

/** What Nix says about an attribute of a flake that it cannot evaluate, with its way there. */
export async function traceEvaluation(
  tool: NixTool,
  flake: { readonly directory: string; readonly attribute: string },
): Promise<string> {
  const installable = `${pathReference(flake.directory)}#${flake.attribute}`;
  const run = await runProcess({
    argv: ["nix", "path-info", ...tool.args, "--show-trace", "--derivation", installable],
    cwd: flake.directory,
    env: tool.env,
    // Of real NixOS, a trace has some thousand lines; Nix 2.8 tells the error before it.
    keptLines: 100_000,
  });
  return nixErrorText(run.stderr) ?? "";
}

const buildSchema = z.array(z.object({ drvPath: z.string(), outputs: z.record(z.string(), z.string()) }));

/**
 * Builds derivations, side by side as far as Nix is set to; returns their `out` paths by derivation.
 * @throws a failure of kind `build`.
 */
export async function buildDerivations(
  tool: NixTool,
  derivations: readonly string[],
  hosts: readonly string[],
  listening: Listening,
): Promise<ReadonlyMap<string, string>> {
  const run = await nix(tool, {
    args: [
      ...["build", "--json", "--no-link", "--keep-going"],
      ...derivations.map((derivation) => outputsOf(tool, derivation)),
    ],
    cwd: "/",
    listening,
    failure: ["build", "build-failed", `Nix cannot build the ISO of ${hosts.join(", ")}`],
  });
  const built = parsed(buildSchema, run, "what it built as JSON");
  return new Map(
    built.flatMap(({ drvPath, outputs: { out } }) => (out === undefined ? [] : [[drvPath, out] as const])),
  );
}

const sizeSchema = z.object({ narSize: z.number() });
const closureSchema = z.union([
  z.array(sizeSchema.extend({ path: z.string() })),
  // From Nix 2.19 on.
  z.record(z.string(), sizeSchema),
]);

/** Every store path that a store path needs, itself too, with its size in bytes. */
export async function closureOf(tool: NixTool, storePath: string): Promise<ReadonlyMap<string, number>> {
  const run = await nix(tool, {
    args: ["path-info", "--recursive", "--json", storePath],
    cwd: "/",
    failure: ["machine", "closure-not-read", `Nix cannot tell what ${storePath} needs`],
  });
  const closure = parsed(closureSchema, run, "a closure as JSON");
  if (Array.isArray(closure)) return new Map(closure.map(({ path, narSize }) => [path, narSize]));
  return new Map(Object.entries(closure).map(([path, { narSize }]) => [path, narSize]));
}

/** What Nix would build and fetch, as it words it. */
export async function planBuild(tool: NixTool, derivations: readonly string[]): Promise<string> {
  const run = await nix(tool, {
    args: ["build", "--dry-run", "--no-link", ...derivations.map((derivation) => outputsOf(tool, derivation))],
    cwd: "/",
    failure: ["build", "plan-failed", "Nix cannot tell what it would build"],
  });
  return run.stderr;
}

/**
 * Makes a link to a store path that keeps it from the garbage collector.
 * @throws a failure when the link cannot be made, or its place is taken by something else.
 */
export async function linkToStore(tool: NixTool, storePath: string, link: string): Promise<void> {
  await nix(tool, {
    args: ["build", "--out-link", link, storePath],
    cwd: "/",
    failure: ["machine", "link-not-made", `cannot make the link ${link}`],
  });
}

/** From Nix 2.15 on, a derivation's path alone means the file, not what it builds. */
function outputsOf(tool: NixTool, derivation: string): string {
  return tool.since(2, 15) ? `${derivation}^*` : derivation;
}

function parsed<T>(schema: z.ZodType<T>, run: ProcessResult, expected: string): T {
  try {
    return schema.parse(JSON.parse(run.stdout));
  } catch {
    throw nixOutputStrange(run, expected);
  }
}
