import { gitSync, isInGitWorkTree, type GitResult } from "../../platform/git/git";

/** The outcome of the first commit of a new project. */
export type FirstCommit =
  /** @param isAnonymous whether git knows no user name and email address, so that the commit has a placeholder */
  | { readonly kind: "committed"; readonly isAnonymous: boolean }
  /** The project is inside a repository, which the user commits to. */
  | { readonly kind: "in-repository" }
  | { readonly kind: "git-missing" }
  | { readonly kind: "failed"; readonly command: string; readonly stderr: string };

/** The author of a commit for which git knows none. */
export const placeholderAuthor = { name: "cdknix", email: "cdknix@localhost" };

/**
 * Creates a git repository and commits all files of a new project, so that the project has a revision. Neither hooks nor
 * commit signing apply, because both may need the user.
 */
export function commitProjectSync(directory: string): FirstCommit {
  if (isInGitWorkTree(directory)) return { kind: "in-repository" };
  const isConfigured = gitSync(directory, ["config", "--get", "init.defaultBranch"]).status === "ok";
  const isAnonymous = !hasIdentity(directory);
  const author = [`user.name=${placeholderAuthor.name}`, `user.email=${placeholderAuthor.email}`];
  const settings = ["commit.gpgSign=false", "core.hooksPath=/dev/null", ...(isAnonymous ? author : [])];
  const commands = [
    [...(isConfigured ? [] : settingArguments("init.defaultBranch=main")), "init", "--quiet"],
    // Git warns about line endings that it changes, which says nothing about the project.
    [...settingArguments("core.safeCRLF=false"), "add", "--all"],
    [...settingArguments(...settings), "commit", "--quiet", "--no-verify", "--message", "Initial commit"],
  ];
  for (const command of commands) {
    const result = gitSync(directory, command);
    if (result.status !== "ok") return failureOf(command, result);
  }
  return { kind: "committed", isAnonymous };
}

function hasIdentity(directory: string): boolean {
  return ["GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"].every((name) => gitSync(directory, ["var", name]).status === "ok");
}

function settingArguments(...settings: readonly string[]): readonly string[] {
  return settings.flatMap((setting) => ["-c", setting]);
}

function failureOf(command: readonly string[], { status, stderr }: GitResult): FirstCommit {
  if (status === "missing") return { kind: "git-missing" };
  const name = command.find((word, index) => !word.startsWith("-") && command[index - 1] !== "-c");
  return { kind: "failed", command: `git ${name ?? ""}`, stderr };
}
