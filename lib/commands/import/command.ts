import * as path from "node:path";
import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addNixOptions, addProgramOptions, optionsOf, type CliOptions } from "../../cli/arguments/options";
import { synthRequest } from "../../cli/arguments/settings";
import { openTerminal, type Terminal } from "../../cli/terminal/terminal";
import { importFromDump, importFromProgram, type ImportResult } from "./import-options";

interface ImportOptions extends CliOptions {
  readonly from?: string;
  readonly release?: string;
}

/** `synth import [SCOPE…]`. */
export const importDefinition: CommandDefinition = {
  position: 80,
  overview: { "synth import": "types of the options of NixOS, for editors and for checks" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("import")
    .description("types of the options of NixOS, for editors and for checks")
    .argument("[scopes...]", "options to import, such as services.nginx; all when none is named")
    .option("--from <file>", "take a saved dump, options.json or options.json.gz, instead of asking Nix")
    .option("--release <release>", "the NixOS release of the dump, where it does not tell")
    .action(importOptions);
  addNixOptions(addProgramOptions(command));
  addExamples(command, {
    "synth import": "types of every option that the hosts of the program have",
    "synth import services.nginx boot networking": "of these alone",
    "synth import --from options.json.gz": "of a saved dump, without Nix",
  });
}

async function importOptions(scopes: readonly string[], _options: unknown, command: Command): Promise<void> {
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
  tell(terminal, outcome.right, scopes);
  if (options.json === true) terminal.result(JSON.stringify(outcome.right, undefined, 2));
  else for (const file of outcome.right.files) terminal.result(file);
}

function tell(terminal: Terminal, result: ImportResult, scopes: readonly string[]): void {
  const count = result.options.toLocaleString("en-US");
  const what = scopes.length === 0 ? "all of them" : `in full: ${scopes.join(", ")}`;
  terminal.summary(`NixOS ${result.releases.join(", ")} has ${count} options; ${what}`);
  const [first, ...others] = result.unknownTypes;
  if (first !== undefined) {
    const more = others.length === 0 ? "" : ` and ${String(others.length)} more`;
    terminal.step(`types that are not known here take any value: ${JSON.stringify(first)}${more}`);
  }
  if (result.isCompiled === false) {
    terminal.issue({
      severity: "warning",
      code: "imports-not-compiled",
      constructPath: "",
      message: "tsconfig.json does not cover the imported types, so editors and tsc do not see them",
      fix: 'add "imports" to its "include"',
    });
  }
}
