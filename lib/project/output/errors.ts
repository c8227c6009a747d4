import { Failure } from "../../platform/failure";

/** A path of a file tree that would leave the tree or name nothing. */
export function pathOutsideTree(treePath: string): Failure {
  return new Failure({
    kind: "program",
    code: "path-outside-tree",
    message: `the path ${JSON.stringify(treePath)} does not name a file inside the tree`,
    reason: "paths of a tree are relative, separated by /, without empty, . or .. segments",
  });
}

/** The output exists and was not made by cdknix. */
export function outputNotOurs(output: string, found: string): Failure {
  return new Failure({
    kind: "usage",
    code: "output-not-ours",
    message: `${output} is not replaced: ${found}`,
    reason: "the output directory is replaced as a whole, so it may hold nothing but what cdknix made",
    fix: "choose another directory with --output, or remove this one",
  });
}

/** Another run holds the output directory. */
export function outputLocked(output: string, holder: string, waitedSeconds: number, elsewhere: boolean): Failure {
  return new Failure({
    kind: "machine",
    code: "output-locked",
    message: `another run is writing ${output}`,
    reason: `${holder} holds the lock; waited ${waitedSeconds} s for it`,
    fix: elsewhere
      ? `when it is gone, remove ${output}.lock: from here nobody can see whether it still runs`
      : "wait for it to finish, or give this run another --output",
  });
}

/** The program wrote a manifest that this version does not understand. */
export function manifestNotUnderstood(reason: string): Failure {
  return new Failure({
    kind: "program",
    code: "manifest-not-understood",
    message: "the program wrote a manifest.json that this version of cdknix does not understand",
    reason,
    fix: "let the program and the command line use the same version of cdknix (see npm ls cdknix)",
  });
}
