import * as path from "node:path";
import type { SecretsSource } from "../../pipeline/secrets/secrets-patch";
import { askPassphrase } from "../terminal/ask-passphrase";
import { passphraseWithoutSecrets } from "./errors";
import type { SecretsOptions } from "./secrets-options";

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
