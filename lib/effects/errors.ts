import { Failure } from "./failure";

/** A path of a file tree that would leave the tree or name nothing. */
export function pathOutsideTree(treePath: string): Failure {
  return new Failure({
    kind: "program",
    code: "path-outside-tree",
    message: `the path ${JSON.stringify(treePath)} does not name a file inside the tree`,
    reason: "paths of a tree are relative, separated by /, without empty, . or .. segments",
  });
}

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

/** What git ignores cannot be left out because git is not installed. */
export function gitMissing(directory: string): Failure {
  return new Failure({
    kind: "machine",
    code: "git-missing",
    message: `git is needed to leave out of ${directory} what it ignores`,
    reason: "the directory belongs to a git work tree, and ignored files may be secret or large",
    fix: "apt-get install git",
  });
}

/** git is installed and could not list the files of its own work tree. */
export function gitFailed(directory: string, output: string): Failure {
  return new Failure({
    kind: "machine",
    code: "git-failed",
    message: `git cannot list the files of ${directory}`,
    output,
    reason: "without the list, files that git ignores might be copied",
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

/** A `flake.lock` is there that is none. */
export function lockUnreadable(file: string, isMerged: boolean, cause: unknown): Failure {
  return new Failure({
    kind: "usage",
    code: "lock-unreadable",
    message: `${file} cannot be read as a lock file`,
    reason: isMerged ? "git left a conflict of two versions in it" : "it is not what Nix writes",
    fix: isMerged
      ? "take one of the versions with git checkout --ours or --theirs, and run synth lock"
      : "restore it from git, or remove it and run synth lock",
    cause,
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

const notADirectory = {
  code: "not-a-directory",
  says: "a file is in the place of a directory",
  fix: "move the file away",
};

/** How a failed call of the operating system is told; by its error code. */
const systemErrors: Readonly<Record<string, { code: string; says: string; fix: string }>> = {
  ENOSPC: { code: "disk-full", says: "no space is left on the device", fix: "free some space (see df -h, df -i)" },
  EDQUOT: { code: "disk-full", says: "the disk quota is used up", fix: "free some space (see quota)" },
  EROFS: { code: "read-only", says: "the file system is read-only", fix: "choose another directory with --output" },
  EACCES: { code: "permission-denied", says: "permission denied", fix: "check the owner and mode of the directory" },
  EPERM: {
    code: "permission-denied",
    says: "operation not permitted",
    fix: "check the owner and mode of the directory",
  },
  EBUSY: {
    code: "directory-busy",
    says: "it is in use, perhaps as a mount point",
    fix: "unmount it, or choose another directory with --output",
  },
  EEXIST: notADirectory,
  ENOTDIR: notADirectory,
  EMFILE: { code: "too-many-files", says: "too many files are open", fix: "raise the limit (see ulimit -n)" },
};

/** What a failed call of the operating system means for the user; undefined when it is not one that we know. */
export function systemFailure(error: unknown, doing: string): Failure | undefined {
  const code = systemErrorCode(error);
  // A file that was not to be there is another matter than one in the place of a directory.
  const isOther = code === "EEXIST" && (error as NodeJS.ErrnoException).syscall !== "mkdir";
  const known = code === undefined || isOther ? undefined : systemErrors[code];
  if (known === undefined) return undefined;
  return new Failure({
    kind: "machine",
    code: known.code,
    message: `cannot ${doing}: ${known.says}`,
    fix: known.fix,
    details: (error as Error).message,
    cause: error,
  });
}

/** Whether a failure of this code is for whoever keeps the machine, also when the program reports it. */
export function isMachineCode(code: string): boolean {
  return ["git-missing", "git-failed", ...Object.values(systemErrors).map((known) => known.code)].includes(code);
}

/** The code of a failed call of the operating system, such as `ENOSPC`. */
export function systemErrorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
