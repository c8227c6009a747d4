import { Failure } from "../../platform/failure";

/** No passphrase was typed or piped. */
export function passphraseEmpty(): Failure {
  return new Failure({
    kind: "usage",
    code: "passphrase-empty",
    message: "nothing was written: the passphrase is empty",
    fix: "type one, or pipe a line into the command",
  });
}

/** The passphrase was not typed the same way twice. */
export function passphrasesDiffer(): Failure {
  return new Failure({
    kind: "usage",
    code: "passphrases-differ",
    message: "nothing was written: the two passphrases differ",
    fix: "run the command again",
  });
}
