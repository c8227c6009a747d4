import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { optionsOf } from "../../cli/arguments/options";
import { synthRequest } from "../../cli/arguments/settings";
import { formatTable } from "../../cli/terminal/format";
import { loginRows, loginSummary } from "../../cli/terminal/logins-text";
import { openTerminal } from "../../cli/terminal/terminal";
import { anyoneCanLogIn } from "../../pipeline/errors";
import { findLogins } from "./find-logins";

/** The action of `synth logins`. */
export async function logins(host: string, _options: unknown, command: Command): Promise<void> {
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
