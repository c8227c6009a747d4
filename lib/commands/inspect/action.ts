import { statSync } from "node:fs";
import * as path from "node:path";
import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { optionsOf, type CliOptions } from "../../cli/arguments/options";
import { synthRequest } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { replaceFileSync } from "../../platform/files/replace-file";
import { directoryMissing } from "./errors";
import { inspectHost } from "./inspect-host";
import { inspectionText } from "./inspection-text";

interface InspectOptions extends CliOptions {
  readonly constructs?: boolean;
  readonly sbom?: string;
  readonly html?: string;
}

/** The action of `synth inspect`. */
export async function inspect(host: string, _options: unknown, command: Command): Promise<void> {
  const options: InspectOptions = optionsOf(command);
  const terminal = openTerminal(options);
  const files = (["sbom", "html"] as const).flatMap((kind) => {
    const file = options[kind];
    return file === undefined ? [] : [{ kind, file: checkedPath(`--${kind}`, file) }];
  });
  const request = { ...synthRequest(options, process.cwd(), [host]), host, withConstructs: options.constructs ?? true };
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
