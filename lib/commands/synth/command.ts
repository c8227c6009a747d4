import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { firstWordFailure, withCommandSuggestion } from "../../cli/arguments/check-first-word";
import {
  addBuildOptions,
  addHosts,
  addNixOptions,
  addProfileOption,
  addProgramOptions,
  optionsOf,
} from "../../cli/arguments/options";
import { synthRequest } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { synthHosts } from "../../pipeline/synth-hosts";
import { resultPaths } from "../../pipeline/result-paths";
import { summaryOf } from "./summary";

/** `synth [HOST…]`, the default command. */
export const synthDefinition: CommandDefinition = {
  position: 10,
  overview: {
    synth: "build the ISO of every host, or its system if it has no image",
    "synth lilith": "build one host",
    "synth 'desk-*' --exclude desk-9": "build the hosts that match a glob, except one",
    "synth --no-build": "generate the flake in cdk.out without building it",
    "synth --nixpkgs embedded": "build on the offline base, without nixpkgs",
    "synth --builders @machines": "build on the remote builders listed in a file",
    "synth --copy-to s3://isos": "build, and copy the results to a binary cache or store",
    "synth --profile dev": "build faster, for virtual machines",
    "synth --json": "print each result with its path, size, hashes, and store path",
  },
  add: addCommand,
};

function addCommand(root: Command): void {
  addBuildCommand(root);
  const command = root
    .command("synth")
    .alias("build")
    .description("synthesize and build (use this form if a host is named like a command)");
  addBuildCommand(command);
  addExamples(command, {
    "synth synth list": "build a host named `list`",
    "synth build": "build every host, like `synth`",
  });
}

function addBuildCommand(command: Command): void {
  addNixOptions(addProfileOption(addBuildOptions(addProgramOptions(command))));
  addHosts(command, "hosts to build (default: all)").action(synth);
}

async function synth(hosts: readonly string[], _options: unknown, command: Command): Promise<void> {
  const started = performance.now();
  const options = optionsOf(command);
  const terminal = openTerminal(options);
  const root = command.parent === null ? command : undefined;
  const failure = root === undefined ? undefined : firstWordFailure(root, hosts, options, process.cwd());
  if (failure !== undefined) throw failure;
  const request = synthRequest(options, process.cwd(), hosts);
  const outcome = await synthHosts(request, terminal)();
  terminal.close();
  if (E.isLeft(outcome)) throw root === undefined ? outcome.left : withCommandSuggestion(outcome.left, root, hosts);
  const results = outcome.right;
  const seconds = (performance.now() - started) / 1000;
  for (const line of summaryOf(request, results, seconds, terminal.work())) terminal.summary(line);
  if (options.json === true) terminal.result(JSON.stringify(results, undefined, 2));
  else for (const path of resultPaths(results, request.nix.store)) terminal.result(path);
}
