import { statSync } from "node:fs";
import * as path from "node:path";
import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addNixOptions, addProfileOption, addProgramOptions, optionsOf, type CliOptions } from "../../cli/arguments/options";
import { synthRequest } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { replaceFileSync } from "../../platform/files/replace-file";
import { directoryMissing } from "./errors";

interface InspectOptions extends CliOptions {
  readonly constructs?: boolean;
  readonly sbom?: string;
  readonly html?: string;
}

/** `synth inspect HOST`. */
export const inspectDefinition: CommandDefinition = {
  position: 70,
  overview: { "synth inspect lilith": "what is inside the ISO, and what each construct brings" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("inspect")
    .description(
      "what is inside the ISO that was built last: packages, what each construct brings, licences, boot menu",
    )
    .argument("<host>", "the host")
    .action(inspect);
  addNixOptions(
    addProfileOption(addProgramOptions(command))
      .optionsGroup("Looking inside:")
      .option("--no-constructs", "leave out what each construct brings: its host is evaluated and built without it")
      .option("--sbom <file>", "also write a software bill of materials: CycloneDX 1.6, JSON")
      .option("--html <file>", "also write a page to look at, with a map of the image"),
  );
  addExamples(command, {
    "synth inspect lilith": "the largest packages, constructs, licences, boot menu, files",
    "synth inspect lilith --html image.html": "the same as a page with a map, in one file",
    "synth inspect lilith --no-constructs --sbom sbom.json": "a bill of materials, without evaluating variants",
    "synth inspect lilith --json | jq .closure.size": "everything for a program to read",
  });
}

async function inspect(host: string, _options: unknown, command: Command): Promise<void> {
  const options: InspectOptions = optionsOf(command);
  const terminal = openTerminal(options);
  const files = (["sbom", "html"] as const).flatMap((kind) => {
    const file = options[kind];
    return file === undefined ? [] : [{ kind, file: placeOf(`--${kind}`, file) }];
  });
  const request = { ...synthRequest(options, process.cwd(), [host]), host, withConstructs: options.constructs ?? true };
  // Loaded by those who look, not by everyone who builds.
  const [{ inspectHost }, { inspectionText }] = await Promise.all([
    import("./inspect-host.js"),
    import("./inspection-text.js"),
  ]);
  const outcome = await inspectHost(request, terminal)();
  terminal.close();
  if (E.isLeft(outcome)) throw outcome.left;
  const inspection = outcome.right;
  for (const { kind, file } of files) {
    const text =
      kind === "sbom"
        ? await (await import("../../pipeline/image/sbom.js")).sbomText(inspection)
        : await (await import("./page/page.js")).pageText(inspection);
    replaceFileSync(file, text);
    terminal.step(`wrote ${path.relative(process.cwd(), file)}`);
  }
  const { verbose = false } = options;
  terminal.result(
    options.json === true
      ? JSON.stringify(inspection, undefined, 2)
      : inspectionText(inspection, { verbose, colours: terminal.resultColours }),
  );
}

/** Told before anything is done that takes its time. */
function placeOf(option: string, name: string): string {
  const file = path.resolve(name);
  const isDirectory = (at: string): boolean => statSync(at, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isDirectory(file) || !isDirectory(path.dirname(file))) throw directoryMissing(option, name);
  return file;
}
