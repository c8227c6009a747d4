import { Failure } from "../failure";

/** A directory that is to be copied into the tree and cannot be. */
export function directoryNotCopied(from: string, reason: string): Failure {
  return new Failure({
    kind: "program",
    code: "directory-not-copied",
    message: `the directory ${from} cannot be copied into the tree`,
    reason,
    fix: "give a directory that exists, relative to the project directory",
  });
}
