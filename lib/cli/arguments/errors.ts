import { Failure } from "../../platform/failure";
import type { ForeignWord } from "./foreign-words";

/** A word is neither a command nor a host; it resembles a command, or is one of another tool. */
export function commandUnknown(word: string, { reason, fix }: ForeignWord): Failure {
  return new Failure({
    kind: "usage",
    code: "command-unknown",
    message: `no command named ${JSON.stringify(word)}`,
    reason,
    fix: `${fix}${fix.endsWith("?") ? "" : "."} To build a host named ${JSON.stringify(word)}, run \`synth synth ${word}\``,
  });
}

/** Neither cdk.json nor the command line names a program. */
export function appMissing(file: string, exists: boolean): Failure {
  return new Failure({
    kind: "usage",
    code: "app-missing",
    message: "no program to run",
    reason: exists
      ? `${file} has no "app", and --app is not set, or is empty`
      : `there is no ${file} here, and --app is not set`,
    fix: exists
      ? 'pass --app "npx ts-node main.ts", or write { "app": "npx ts-node main.ts" } to cdk.json'
      : 'run cdknix in the directory of your project, create one with `synth init my-installer`, or pass --app "npx ts-node main.ts"',
  });
}

/** A `--context` without a value or a key. */
export function contextMalformed(text: string): Failure {
  const isWithoutKey = text.startsWith("=");
  return new Failure({
    kind: "usage",
    code: "context-malformed",
    message: `--context ${text === "" ? '""' : text} has no ${isWithoutKey ? "key" : "value"}`,
    reason: "the expected form is KEY=VALUE",
    fix: `write \`--context ${isWithoutKey ? `KEY${text}` : `${text === "" ? "KEY" : text}=VALUE`}\``,
  });
}

/** A value of `--nixpkgs` or cdk.json that Nix cannot fetch. */
export function nixpkgsInvalid(setting: string, reference: string, reason: string, fix: string): Failure {
  return new Failure({
    kind: "usage",
    code: "nixpkgs-invalid",
    message: `${setting}: ${JSON.stringify(reference)} is not a flake`,
    reason,
    fix,
  });
}

/** `--json` and `--format sarif` both need stdout. */
export function formatConflict(): Failure {
  return new Failure({
    kind: "usage",
    code: "flags-conflict",
    message: "--json cannot be used with --format sarif",
    reason: "both print on stdout",
    fix: "remove one of them",
  });
}

/** `--passphrase` without secrets to encrypt. */
export function passphraseWithoutSecrets(): Failure {
  return new Failure({
    kind: "usage",
    code: "passphrase-without-secrets",
    message: "--passphrase has nothing to encrypt",
    fix: "pass --secrets with the directory of the secrets as well",
  });
}

/** A requested file cannot be written. */
export function directoryMissing(option: string, file: string): Failure {
  return new Failure({
    kind: "usage",
    code: "directory-missing",
    message: `${option} ${file} cannot be written`,
    reason: "it is a directory, or its parent directory does not exist",
    fix: "choose a file in an existing directory",
  });
}

/** There is no file that a command reads. */
export function fileMissing(option: string, file: string): Failure {
  return new Failure({
    kind: "usage",
    code: "argument-file-missing",
    message: `${option} ${file} cannot be read`,
    reason: "there is no such file",
    fix: "correct the path",
  });
}
