import * as path from "node:path";
import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { optionsOf, type CliOptions } from "../../cli/arguments/options";
import { programSettings, synthRequest } from "../../cli/arguments/settings";
import { emptyReport } from "../../cli/terminal/run-report";
import { openTerminal } from "../../cli/terminal/terminal";
import { defaultOutput } from "../../model";
import { resultPaths } from "../../pipeline/result-paths";
import { synthHosts } from "../../pipeline/synth-hosts";
import { isFailure, unexpectedFailure } from "../../platform/failure";
import { interruption } from "../../platform/process/interruption";
import { configFile, readConfig } from "../../project/config/config";
import { tryReadManifest } from "../../project/output/manifest";
import { logNeverEnds } from "./errors";
import { watchFiles, type WatchedFiles } from "./watch-files";

/** The action of `synth watch`. */
export async function watch(hosts: readonly string[], _options: unknown, command: Command): Promise<void> {
  // The root's option of this name defaults to true.
  const build = command.opts<{ build?: boolean }>().build ?? false;
  const options = { ...optionsOf(command), build };
  if (options.format === "sarif") throw logNeverEnds();
  const project = process.cwd();
  await watchFiles(watchedFiles(options, project), async (changed) => {
    if (changed.length > 0) openTerminal(options).step(`${listed(changed)} changed`);
    await synthesizeOnce(options, project, hosts);
    if (!interruption.aborted) openTerminal(options).step("watching for changes (press Ctrl-C to stop)");
    return copiedFiles(options, project);
  });
}

/** Reports an error without ending, because the next change may fix it. */
async function synthesizeOnce(options: CliOptions, project: string, hosts: readonly string[]): Promise<void> {
  const terminal = openTerminal({ ...options, report: emptyReport() }, { jsonLines: true });
  try {
    // cdk.json may be what changed.
    const request = synthRequest(options, project, hosts);
    const outcome = await synthHosts(request, terminal)();
    terminal.close();
    if (E.isLeft(outcome)) throw outcome.left;
    if (options.json === true && options.build) terminal.result(JSON.stringify(outcome.right));
    else for (const file of resultPaths(outcome.right, request.nix.store)) terminal.result(file);
  } catch (error) {
    if (!interruption.aborted) terminal.failure(isFailure(error) ? error : unexpectedFailure(error));
  }
}

/** The files that the program copies into its flakes, wherever they are. */
function copiedFiles(options: CliOptions, projectDirectory: string): readonly string[] {
  try {
    const { output } = programSettings(options, projectDirectory, readConfig(projectDirectory));
    const copied = Object.values(tryReadManifest(output)?.flakes ?? {}).flatMap((flake) => flake.copied ?? []);
    return copied.filter((name) => name !== ".");
  } catch (error) {
    // The run has reported what is wrong with cdk.json.
    if (isFailure(error)) return [];
    throw error;
  }
}

function watchedFiles(options: CliOptions, projectDirectory: string): WatchedFiles {
  const config = readConfig(projectDirectory);
  const { include = "**", exclude = [] } = config?.watch ?? {};
  const output = path.relative(projectDirectory, programSettings(options, projectDirectory, config).output);
  // Written by cdknix, Nix, and npm, not edited by users.
  const outputs = [output, defaultOutput].flatMap((name) => [`${name}*`, `${name}*/**`]);
  const ours = [...outputs, "result", "result-*", "**/node_modules", "**/node_modules/**"];
  const hidden = ["**/.*", "**/.*/**"];
  return {
    projectDirectory,
    include: [include].flat(),
    exclude: [...ours, ...hidden, exclude].flat(),
    always: [configFile],
  };
}

function listed(names: readonly string[]): string {
  const rest = names.length - 3;
  return names.slice(0, 3).join(", ") + (rest > 0 ? ` and ${String(rest)} more` : "");
}
