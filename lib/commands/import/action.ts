import * as path from "node:path";
import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { optionsOf, type CliOptions } from "../../cli/arguments/options";
import { synthRequest } from "../../cli/arguments/settings";
import { openTerminal, type Terminal } from "../../cli/terminal/terminal";
import { importsNotCompiled } from "./errors";
import { importFromDump, importFromProgram, type ImportResult } from "./import-options";

interface ImportOptions extends CliOptions {
  readonly from?: string;
  readonly release?: string;
}

/** The action of `synth import`. */
export async function importOptions(scopes: readonly string[], _options: unknown, command: Command): Promise<void> {
  const options: ImportOptions = optionsOf(command);
  const terminal = openTerminal(options);
  const projectDirectory = process.cwd();
  const settings = { projectDirectory, scopes };
  const outcome = await (
    options.from === undefined
      ? importFromProgram(synthRequest(options, projectDirectory, []), settings, terminal)
      : importFromDump(path.resolve(projectDirectory, options.from), options.release, settings)
  )();
  if (E.isLeft(outcome)) throw outcome.left;
  printSummary(terminal, outcome.right, scopes);
  if (options.json === true) terminal.result(JSON.stringify(outcome.right, undefined, 2));
  else for (const file of outcome.right.files) terminal.result(file);
}

function printSummary(terminal: Terminal, result: ImportResult, scopes: readonly string[]): void {
  const count = result.options.toLocaleString("en-US");
  const imported = scopes.length === 0 ? "all" : scopes.join(", ");
  terminal.summary(`NixOS ${result.releases.join(", ")} has ${count} options; imported: ${imported}`);
  const [first, ...others] = result.unknownTypes;
  if (first !== undefined) {
    const more = others.length === 0 ? "" : ` and ${String(others.length)} more`;
    terminal.step(`unknown option types accept any value: ${JSON.stringify(first)}${more}`);
  }
  if (result.isCompiled === false) {
    terminal.issue(importsNotCompiled());
  }
}
