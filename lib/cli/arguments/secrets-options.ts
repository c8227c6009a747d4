import * as path from "node:path";
import type { Command } from "commander";
import type { SecretsSource } from "../../pipeline/secrets/secrets-patch";
import { askPassphrase } from "../terminal/ask-passphrase";
import { passphraseWithoutSecrets } from "./errors";

/** The options of the commands that write secrets to a medium. */
export interface SecretsOptions {
  readonly secrets?: string;
  readonly passphrase?: boolean;
}

/** Adds the options of the commands that write secrets to a medium. */
export function addSecretsOptions(command: Command): Command {
  return command
    .optionsGroup("Secrets:")
    .option(
      "--secrets <directory>",
      "directory with the secrets that the image uses: one file per secret, named like it",
    )
    .option(
      "--passphrase",
      "encrypt the secrets; the system asks for the passphrase when it boots (asks here, or reads a line from stdin)",
    );
}

/**
 * Where the secrets come from, with the passphrase that the user types; undefined without `--secrets`.
 * @throws a failure if `--passphrase` has nothing to encrypt, or if the user types none.
 */
export async function secretsSourceOf(
  { secrets, passphrase }: SecretsOptions,
  projectDirectory: string,
): Promise<SecretsSource | undefined> {
  if (secrets === undefined) {
    if (passphrase === true) throw passphraseWithoutSecrets();
    return undefined;
  }
  return {
    directory: path.resolve(projectDirectory, secrets),
    passphrase: passphrase === true ? await askPassphrase() : undefined,
  };
}
