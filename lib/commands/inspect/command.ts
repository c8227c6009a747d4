import { statSync } from "node:fs";
import * as path from "node:path";
import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import {
  addNixOptions,
  addProfileOption,
  addProgramOptions,
  optionsOf,
  type CliOptions,
} from "../../cli/arguments/options";
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
  overview: { "synth inspect lilith": "show the contents of the ISO, and what each construct adds" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("inspect")
    .description(
      "show the contents of a host's last built ISO or system: packages, what each construct adds, licenses, boot menu, logins",
    )
    .argument("<host>", "the host")
    .action(inspect);
  addNixOptions(
    addProfileOption(addProgramOptions(command))
      .optionsGroup("Report:")
      .option(
        "--no-constructs",
        "skip measuring constructs, which evaluates and builds the system without each of them",
      )
      .option("--sbom <file>", "also write a software bill of materials (CycloneDX 1.6 JSON)")
      .option("--html <file>", "also write an HTML page with a map of the contents"),
  );
  addExamples(command, {
    "synth inspect lilith": "show the largest packages, constructs, licenses, boot menu, and files",
    "synth inspect lilith --html image.html": "also write one HTML page with a map",
    "synth inspect lilith --no-constructs --sbom sbom.json": "write a bill of materials, without measuring constructs",
    "synth inspect lilith --json | jq .closure.size": "print everything as JSON",
  });
}

async function inspect(host: string, _options: unknown, command: Command): Promise<void> {
  const options: InspectOptions = optionsOf(command);
  const terminal = openTerminal(options);
  const files = (["sbom", "html"] as const).flatMap((kind) => {
    const file = options[kind];
    return file === undefined ? [] : [{ kind, file: checkedPath(`--${kind}`, file) }];
  });
  const request = { ...synthRequest(options, process.cwd(), [host]), host, withConstructs: options.constructs ?? true };
  // Loaded only here, so that builds start faster.
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
      : inspectionText(inspection, { verbose, colors: terminal.resultColors }),
  );
}

/** Resolves the path of a report. Checked first, because the rest takes a while. */
function checkedPath(option: string, name: string): string {
  const file = path.resolve(name);
  const isDirectory = (at: string): boolean => statSync(at, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isDirectory(file) || !isDirectory(path.dirname(file))) throw directoryMissing(option, name);
  return file;
}
