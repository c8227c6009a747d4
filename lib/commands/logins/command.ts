import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addNixOptions, addProfileOption, addProgramOptions, optionsOf } from "../../cli/arguments/options";
import { synthRequest } from "../../cli/arguments/settings";
import { formatTable } from "../../cli/terminal/format";
import { loginRows, loginSummary } from "../../cli/terminal/logins-text";
import { openTerminal } from "../../cli/terminal/terminal";
import { anyoneCanLogIn } from "../../pipeline/errors";
import { findLogins } from "./find-logins";

/** `synth logins HOST`. */
export const loginsDefinition: CommandDefinition = {
  position: 55,
  overview: { "synth logins lilith": "show who can log in, and how" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("logins")
    .description("show who can log in to a host, and how, without building it; fails if anyone on the network can")
    .argument("<host>", "the host")
    .action(logins);
  addNixOptions(addProfileOption(addProgramOptions(command)));
  addExamples(command, {
    "synth logins lilith": "evaluate the host, and list SSH, other services, and consoles",
    "synth logins lilith --json | jq .ssh.settings": "print the effective settings of sshd",
  });
}

async function logins(host: string, _options: unknown, command: Command): Promise<void> {
  const options = optionsOf(command);
  const terminal = openTerminal(options);
  const outcome = await findLogins({ ...synthRequest(options, process.cwd(), [host]), host }, terminal)();
  terminal.close();
  if (E.isLeft(outcome)) throw outcome.left;
  const { logins: found, issues } = outcome.right;
  terminal.result(
    options.json === true
      ? JSON.stringify({ host, ...found }, undefined, 2)
      : [`${host}: ${loginSummary(found)}`, formatTable(loginRows(found).map((row) => ["", ...row]))].join("\n"),
  );
  if (issues.length > 0) throw anyoneCanLogIn(host, issues);
}
