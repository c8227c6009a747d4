import type { Command } from "commander";

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
