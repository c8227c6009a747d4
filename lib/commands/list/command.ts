import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addProfileOption, addProgramOptions, optionsOf } from "../../cli/arguments/options";
import { profileOf, programSettings } from "../../cli/arguments/settings";
import { formatTable } from "../../cli/terminal/format";
import { openTerminal } from "../../cli/terminal/terminal";
import { readConfig } from "../../project/config/config";
import { listHosts, type ListedHost } from "./list-hosts";

/** `synth list`. */
export const listDefinition: CommandDefinition = {
  position: 20,
  overview: { "synth list": "list the hosts" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("list")
    .alias("ls")
    .description("list the hosts with kind, class, system, release, and ISO name")
    .action(list);
  addProfileOption(addProgramOptions(command));
  addExamples(command, {
    "synth list": "print the hosts as a table",
    "synth list --json | jq -r '.[].iso'": "print only the names of the ISOs",
  });
}

async function list(_options: unknown, command: Command): Promise<void> {
  const options = optionsOf(command);
  const terminal = openTerminal(options);
  const project = process.cwd();
  const config = readConfig(project);
  const settings = { ...programSettings(options, project, config), profile: profileOf(options, config) };
  const outcome = await listHosts(settings, terminal)();
  if (E.isLeft(outcome)) throw outcome.left;
  terminal.result(
    options.json === true ? JSON.stringify(outcome.right, undefined, 2) : formatTable(rowsOf(outcome.right)),
  );
}

function rowsOf(hosts: readonly ListedHost[]): readonly (readonly string[])[] {
  return [
    ["HOST", "KIND", "CLASS", "SYSTEM", "RELEASE", "ISO"],
    ...hosts.map((host) => [host.host, host.kind, host.class ?? "-", host.system, host.release, host.iso ?? "-"]),
  ];
}
