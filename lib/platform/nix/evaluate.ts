import { readFileSync } from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { packageRoot } from "../package-root";
import { runProcess } from "../process/run-process";
import { nixErrorText, nixOutputInvalid } from "./errors";
import { parsed, pathReference, runNix, type LogListeners } from "./run-nix";
import type { NixTool } from "./tool";

/** Evaluates an attribute of a self-contained Nix file. */
export async function evaluateFile(tool: NixTool, file: string, attribute: string): Promise<unknown> {
  const run = await runNix(tool, {
    args: ["eval", "--json", "--file", file, attribute],
    cwd: "/",
    failure: ["evaluation", "file-not-evaluated", `Nix cannot evaluate ${attribute} of ${file}`],
  });
  return parsed(z.unknown(), run, "JSON");
}

/** A function to apply to an attribute of a flake. */
export interface Application<Result> {
  /** A Nix function of the attribute's value. */
  readonly apply: string;
  readonly schema: z.ZodType<Result>;
  /** The expected output, for the error if it does not parse. */
  readonly expected: string;
  /** Error message if the evaluation fails. */
  readonly failure: string;
  readonly listeners?: LogListeners | undefined;
}

/**
 * Applies a function to an attribute of a flake.
 * @throws a failure of kind `evaluation`.
 */
export async function evaluateWith<Result>(
  tool: NixTool,
  flake: { readonly directory: string; readonly attribute: string },
  { apply, schema, expected, failure, listeners }: Application<Result>,
): Promise<Result> {
  const reference = `${pathReference(flake.directory)}#${flake.attribute}`;
  const run = await runNix(tool, {
    // The evaluation cache of old Nix versions keeps no message for a cached failure.
    args: [...["eval", "--json", "--option", "eval-cache", "false", reference], "--apply", apply],
    cwd: flake.directory,
    listeners,
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
  listeners: LogListeners,
): Promise<string> {
  const run = await runNix(tool, {
    args: ["path-info", "--derivation", `${pathReference(flake.directory)}#${flake.attribute}`],
    cwd: flake.directory,
    listeners,
    failure: [
      "evaluation",
      "evaluation-failed",
      `Nix cannot evaluate ${flake.attribute.endsWith(".toplevel") ? "" : "the ISO of "}${host}`,
    ],
  });
  const derivation = run.stdout.trim();
  if (!derivation.endsWith(".drv") || derivation.includes("\n")) throw nixOutputInvalid(run, "one derivation");
  return derivation;
}

/** Nix's error with its trace for an attribute of a flake that fails to evaluate. */
export async function traceEvaluation(
  tool: NixTool,
  flake: { readonly directory: string; readonly attribute: string },
): Promise<string> {
  const installable = `${pathReference(flake.directory)}#${flake.attribute}`;
  const run = await runProcess({
    argv: ["nix", "path-info", ...tool.args, "--show-trace", "--derivation", installable],
    cwd: flake.directory,
    env: tool.env,
    // On real NixOS, a trace has several thousand lines; Nix 2.8 prints the error before it.
    keptLines: 100_000,
  });
  return nixErrorText(run.stderr) ?? "";
}

/** A host whose NixOS system can be evaluated. */
export interface NixosHost {
  readonly name: string;
  /** Directory of its flake. */
  readonly directory: string;
  /** Attribute of its NixOS system, such as `nixosConfigurations.lilith`. */
  readonly attribute: string;
}

/**
 * The contents of a Nix file in this directory, such as `explain/walk`. Nix gets the contents and not the path, because
 * before 2.9 it cannot import files that it wrote to the store itself in pure evaluation.
 */
export function nixFileSync(name: string): string {
  return `${readFileSync(path.join(packageRoot, "lib", "platform", "nix", `${name}.nix`), "utf8")}\n`;
}
