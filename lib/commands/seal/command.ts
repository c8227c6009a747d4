import * as path from "node:path";
import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addOutputOptions, addProfileOption, optionsOf, type CliOptions } from "../../cli/arguments/options";
import { addSecretsOptions, secretsSourceOf, type SecretsOptions } from "../../cli/arguments/secrets-options";
import { outputOf, profileOf } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { readConfig } from "../../project/config/config";
import { sealFlagMissing } from "./errors";
import { sealIso } from "./seal-iso";

interface SealOptions extends CliOptions, SecretsOptions {
  readonly output?: string;
}

/** `synth seal HOST`. */
export const sealDefinition: CommandDefinition = {
  position: 65,
  overview: { "synth seal lilith --secrets keys --output private.iso": "copy its ISO, with its secrets" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("seal")
    .description("copy a host's last built ISO to a private file that contains its secrets")
    .argument("<host>", "the host")
    .action(seal);
  addSecretsOptions(command);
  command
    .optionsGroup("File:")
    .option("-o, --output <file>", "file to write, readable for its owner only")
    .option("--force", "replace the file if it exists");
  addProfileOption(command).option("--store <url>", "Nix store that contains the ISO (cdk.json: nix.store)");
  addOutputOptions(command);
  addExamples(command, {
    "synth seal lilith --secrets keys --output private.iso": "copy it: everybody with this file has the secrets",
    "synth seal lilith --secrets keys --passphrase -o private.iso": "the system asks for the passphrase when it boots",
  });
}

async function seal(host: string, _options: unknown, command: Command): Promise<void> {
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
