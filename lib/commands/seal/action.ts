import * as path from "node:path";
import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { optionsOf, type CliOptions } from "../../cli/arguments/options";
import type { SecretsOptions } from "../../cli/arguments/secrets-options";
import { secretsSourceOf } from "../../cli/arguments/secrets-source";
import { outputOf, profileOf } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { readConfig } from "../../project/config/config";
import { sealFlagMissing } from "./errors";
import { sealIso } from "./seal-iso";

interface SealOptions extends CliOptions, SecretsOptions {
  readonly output?: string;
}

/** The action of `synth seal`. */
export async function seal(host: string, _options: unknown, command: Command): Promise<void> {
  const options: SealOptions = optionsOf(command);
  const terminal = openTerminal(options);
  const project = process.cwd();
  const config = readConfig(project);
  // Elsewhere, --output is the output directory.
  const { output: file, ...others } = options;
  if (file === undefined) throw sealFlagMissing("--output", "the file to write");
  const secrets = await secretsSourceOf(options, project);
  if (secrets === undefined) throw sealFlagMissing("--secrets", "the directory with the secrets");
  const outcome = await sealIso(
    {
      output: outputOf(others, project, config),
      nix: { store: options.store ?? config?.nix?.store },
      profile: profileOf(options, config),
      host,
      secrets,
      file: path.resolve(project, file),
      replaces: options.force ?? false,
    },
    terminal,
  )();
  terminal.close();
  if (E.isLeft(outcome)) throw outcome.left;
  const sealed = outcome.right;
  terminal.summary(
    sealed.encrypted
      ? `${sealed.iso} contains the secrets, encrypted with the passphrase`
      : `${sealed.iso} contains the secrets: everybody who can read it has them`,
  );
  terminal.result(options.json === true ? JSON.stringify(sealed, undefined, 2) : sealed.iso);
}
