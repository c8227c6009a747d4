import { readFileSync } from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { packageRoot } from "../package-root";
import { runProcess } from "../process/run-process";
import { nixErrorText, nixOutputStrange } from "./errors";
import { parsed, pathReference, runNix, type Listening } from "./run-nix";
import type { NixTool } from "./tool";

/** Value of an attribute of a Nix file, which may read nothing else. */
export async function evaluateFile(tool: NixTool, file: string, attribute: string): Promise<unknown> {
  const run = await runNix(tool, {
    args: ["eval", "--json", "--file", file, attribute],
    cwd: "/",
    failure: ["evaluation", "file-not-evaluated", `Nix cannot evaluate ${attribute} of ${file}`],
  });
  return parsed(z.unknown(), run, "JSON");
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
  readonly listening?: Listening | undefined;
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
  const reference = `${pathReference(flake.directory)}#${flake.attribute}`;
  const run = await runNix(tool, {
    // The cache of an old Nix says of what failed once only that it did.
    args: [...["eval", "--json", "--option", "eval-cache", "false", reference], "--apply", apply],
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
  const run = await runNix(tool, {
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

/** A host whose NixOS system can be asked. */
export interface NixosHost {
  readonly name: string;
  /** Directory of its flake. */
  readonly directory: string;
  /** Attribute of its NixOS system, such as `nixosConfigurations.lilith`. */
  readonly attribute: string;
}

/**
 * The text of one of the Nix files beside these sources, such as `explain/walk`. Nix is given the text, because before 2.9
 * it imports no file in pure evaluation that it wrote itself.
 */
export function nixFileSync(name: string): string {
  return `${readFileSync(path.join(packageRoot, "lib", "platform", "nix", `${name}.nix`), "utf8")}\n`;
}
