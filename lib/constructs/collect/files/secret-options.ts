import { formatValuePath, type ValuePath } from "../../../nix";
import type { IssueDetails } from "../../core";

/** A word of an option's name for which its file holds a secret: `dbpassFile`, `privateKeyPath`, `netrc-file`. */
const secretWord =
  /^(?:env|environment|identity|jwt|keytab|macaroon|netrc|psk|.*(?:password|passwd|passphrase|secret|token|credential|cred|(?<!by|com)pass|(?<!hot|mon|turn|val|yubi)key))s?$/;

/** Words for which it is none: public keys, and secrets that are encrypted. */
const openWord = /^(?:age|authorized|encrypted|known|pub|pubkeys?|public|sops|trusted)$/;

/** Options whose files are secret, although their names do not say it; `*` is any name. */
const furtherOptions = ["boot.initrd.network.ssh.hostKeys", "boot.initrd.secrets.*", "services.openssh.hostKeys.path"];

/** Sets of options whose files may be public: they hold public keys, or secrets that only this machine can decrypt. */
const openSets = ["authorizedKeys", "clevis", "u2f"];

/** Sets of options, one for each secret of a service. */
const secretSet = /^(?:(?:extra)?(?:secret|credential)s|(?:secret|credential)files)$/i;

/** Endings of names whose option takes a path: `passwordFile`, `keyPath`, `environmentFiles`. */
const pathEnding = /^(.*?)(file|path)s?$/;

/**
 * Whether the value of an option is the path of a secret on the running machine, by its name.
 * @param path path of the value, beginning with `config`
 */
export function isSecretOption(path: ValuePath): boolean {
  const [root, ...names] = path.filter((step) => typeof step === "string");
  const name = names.at(-1);
  if (root !== "config" || name === undefined || names.some((each) => openSets.includes(each))) return false;
  if (furtherOptions.some((option) => matches(names, option.split(".")))) return true;
  const words = wordsOf(name);
  if (words.some((word) => openWord.test(word))) return false;
  const [, joined, ending] = pathEnding.exec(words.at(-1) ?? "") ?? [];
  const others = words.slice(0, -1);
  // Without the ending, as in `sslCertificateKey`, only the last word counts.
  const subject = joined === undefined ? words.slice(-1) : [...others, ...(joined === "" ? [] : [joined])];
  const isOfUsers = ending === "file" && subject.includes("auth");
  return isOfUsers || subject.some((word) => secretWord.test(word)) || secretSet.test(names.at(-2) ?? "");
}

/** The error for a file in the flake that an option with a secret refers to. */
export function secretInTree(path: ValuePath, value: string): IssueDetails & { readonly code: string } {
  // The last positions are those of parts of a string, or of a list.
  let end = path.length;
  while (typeof path[end - 1] === "number") end--;
  const option = formatValuePath(path.slice(1, end));
  return {
    code: "secret-file-in-flake",
    message: `${option} is the path of a secret, and this file would be public`,
    value,
    reason: "the flake and the Nix store can be read by every user of the machine, and by everyone with the image",
    fix: 'pass the path of a file on the running machine as a string, such as "/run/secrets/name"; if the file is not secret, install it with environment.etc, and pass "/etc/name"',
  };
}

/** The words of a name in camel case, with hyphens, or with underscores, in lower case. */
function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

function matches(names: readonly string[], option: readonly string[]): boolean {
  return names.length === option.length && option.every((part, index) => part === "*" || part === names[index]);
}
