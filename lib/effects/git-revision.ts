import { gitSync } from "./git";

/** What stands for the revision of a tree that no commit describes, as in a flake's `self.shortRev or "dirty"`. */
export const dirtyRevision = "dirty";

/**
 * The revision of the git work tree that holds a directory: the first 7 hexadecimal digits of its commit, or `dirty` when
 * anything in the work tree differs from it (untracked files too, ignored ones not), or when there is no commit or no git.
 */
export function gitRevisionSync(directory: string): string {
  const head = gitSync(directory, ["rev-parse", "--verify", "--quiet", "HEAD"]);
  const digits = /^[0-9a-f]{7}/.exec(head.stdout)?.[0];
  if (head.status !== "ok" || digits === undefined) return dirtyRevision;
  const changes = gitSync(directory, ["status", "--porcelain", "--untracked-files=normal"]);
  return changes.status === "ok" && changes.stdout === "" ? digits : dirtyRevision;
}
