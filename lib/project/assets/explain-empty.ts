import * as path from "node:path";
import { listWithoutGitSync } from "../../platform/files/list-directory";
import { ignoreRuleSync } from "../../platform/git/git";
import type { Refusal } from "./locate";

/**
 * Why nothing of a directory is copied.
 * @param directory absolute, without symbolic links
 * @param isOutput whether it is, or is in, an output directory
 */
export function explainEmpty(directory: string, isOutput: boolean): Refusal {
  if (isOutput) return { reason: "it is an output of cdknix", fix: "pass another directory" };
  const [first] = listWithoutGitSync(directory, { skip: () => false, most: 1 }).names;
  if (first === undefined) return { reason: "it has no files", fix: "add a file to it, or remove it" };
  const rule = ignoreRuleSync(path.join(directory, first));
  const named =
    rule === undefined ? "" : `: ${JSON.stringify(rule.pattern)} in ${rule.file}, line ${String(rule.line)}`;
  return {
    reason: `git ignores all of its files${named}`,
    fix: "remove the rule, or copy the files that you need one by one with nix.file",
  };
}
