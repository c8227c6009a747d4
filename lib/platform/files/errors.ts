import { Failure } from "../failure";
import { installFix } from "../install-command";

/** Ignored files cannot be excluded because git is not installed. */
export function gitMissing(directory: string): Failure {
  return new Failure({
    kind: "machine",
    code: "git-missing",
    message: `git is not installed, but is required to copy ${directory}`,
    reason: "the directory is in a git work tree, and files that git ignores may be secret or large",
    fix: installFix("git"),
  });
}

/** git cannot list the files of its own work tree. */
export function gitFailed(directory: string, output: string): Failure {
  return new Failure({
    kind: "machine",
    code: "git-failed",
    message: `git cannot list the files of ${directory}`,
    output,
    reason: "without this list, ignored files might be copied",
  });
}
