import * as path from "node:path";
import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { fileToWrite } from "../../cli/arguments/file-arguments";
import { optionsOf, type CliOptions } from "../../cli/arguments/options";
import { synthRequest } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { replaceFileSync } from "../../platform/files/replace-file";
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
    return file === undefined ? [] : [{ kind, file: fileToWrite(`--${kind}`, file) }];
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
