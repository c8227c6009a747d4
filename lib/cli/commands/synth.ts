import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { sha256OfFile } from "../../effects";
import { synthHosts } from "../../synth/pipeline";
import type { SynthResult } from "../../synth/request";
import { addExamples } from "../examples";
import { addBuildOptions, addNixOptions, addProgramOptions, optionsOf } from "../options";
import { synthRequest } from "../settings";
import { summaryOf } from "../summary";
import { openTerminal } from "../terminal";

/** `synth [HOST…]`: what runs when no other command is named. */
export function addSynthCommand(root: Command): void {
  takeHosts(root);
  const command = root.command("synth").description("the same, for hosts that have the name of a command");
  takeHosts(command);
  addExamples(command, { "synth synth list": "build the ISO of a host that is called `list`" });
}

function takeHosts(command: Command): void {
  addNixOptions(addBuildOptions(addProgramOptions(command)));
  command.argument("[hosts...]", "hosts to build; all when none is named").action(synth);
}

async function synth(hosts: readonly string[], _options: unknown, command: Command): Promise<void> {
  const started = performance.now();
  const options = optionsOf(command);
  const terminal = openTerminal(options);
  const request = synthRequest(options, process.cwd(), hosts);
  const outcome = await synthHosts(request, terminal)();
  if (E.isLeft(outcome)) throw outcome.left;
  const results = outcome.right;
  for (const line of summaryOf(request, results, (performance.now() - started) / 1000)) terminal.summary(line);
  if (options.json === true) terminal.result(JSON.stringify(await Promise.all(results.map(withHash)), undefined, 2));
  else for (const { iso } of results) if (iso !== null) terminal.result(iso);
}

async function withHash(result: SynthResult): Promise<SynthResult & { sha256: string | null }> {
  const { host, iso, size, storePath, drvPath } = result;
  return { host, iso, size, sha256: iso === null ? null : await sha256OfFile(iso), storePath, drvPath };
}
