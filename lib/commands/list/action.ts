import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { optionsOf } from "../../cli/arguments/options";
import { profileOf, programSettings } from "../../cli/arguments/settings";
import { formatTable } from "../../cli/terminal/format";
import { openTerminal } from "../../cli/terminal/terminal";
import { readConfig } from "../../project/config/config";
import { listHosts, type ListedHost } from "./list-hosts";

/** The action of `synth list`. */
export async function list(_options: unknown, command: Command): Promise<void> {
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
