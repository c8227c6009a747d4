import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addBuildOptions, addNixOptions, addProfileOption, addProgramOptions, optionsOf } from "../../cli/arguments/options";
import { synthRequest } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { synthHosts } from "../../pipeline/synth-hosts";
import { summaryOf } from "./summary";

/** `synth [HOST…]`: what runs when no other command is named. */
export const synthDefinition: CommandDefinition = {
  position: 10,
  overview: {
    synth: "build the ISO of every host",
    "synth lilith": "build the ISO of one host",
    "synth --no-build": "write the tree into cdk.out and stop",
    "synth --nixpkgs embedded": "build on the offline base, without nixpkgs",
    "synth --builders @machines": "build on other machines, a line each in the file",
    "synth --copy-to s3://isos": "build, and copy the ISOs to a binary cache or store",
    "synth --profile dev": "build in a fraction of the time, for a virtual machine",
    "synth --json": "host, iso, size, sha256, storePath and drvPath of each ISO",
  },
  add: addCommand,
};

function addCommand(root: Command): void {
  takeHosts(root);
  const command = root.command("synth").description("the same, for hosts that have the name of a command");
  takeHosts(command);
  addExamples(command, { "synth synth list": "build the ISO of a host that is called `list`" });
}

function takeHosts(command: Command): void {
  addNixOptions(addProfileOption(addBuildOptions(addProgramOptions(command))));
  command.argument("[hosts...]", "hosts to build; all when none is named").action(synth);
}

async function synth(hosts: readonly string[], _options: unknown, command: Command): Promise<void> {
  const started = performance.now();
  const options = optionsOf(command);
  const terminal = openTerminal(options);
  const request = synthRequest(options, process.cwd(), hosts);
  const outcome = await synthHosts(request, terminal)();
  terminal.close();
  if (E.isLeft(outcome)) throw outcome.left;
  const results = outcome.right;
  const seconds = (performance.now() - started) / 1000;
  for (const line of summaryOf(request, results, seconds, terminal.work())) terminal.summary(line);
  if (options.json === true) terminal.result(JSON.stringify(results, undefined, 2));
  else for (const { iso } of results) if (iso !== null) terminal.result(iso);
}
