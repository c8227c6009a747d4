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
