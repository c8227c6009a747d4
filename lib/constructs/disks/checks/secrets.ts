import { isNamedSecret } from "../../../nix";
import type { IssueDetails } from "../../core";
import type { Place } from "../places";

/** Passphrases that do not exist yet during the installation. */
export function passphraseIssues(places: readonly Place[]): readonly IssueDetails[] {
  return places.flatMap(({ node, where }) => {
    if (node.kind !== "luks" || node.passphrase === undefined || isNamedSecret(node.passphrase)) return [];
    return [
      {
        code: "luks-passphrase",
        message: `${where}: the passphrase cannot be a secret of sops-nix or agenix`,
        reason: "the installed system decrypts these, but the installer needs the passphrase before there is one",
        fix: `use Secret.named("${node.passphrase.name}"), which is on the installer's medium, or omit it to be asked`,
      },
    ];
  });
}
