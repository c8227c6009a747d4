import type { IssueDetails } from "../core";

/** The problems with the paths of files on the ISO. */
export function contentIssues(targets: readonly string[]): readonly IssueDetails[] {
  return targets.flatMap((target, index) => {
    const issue = targetIssue(target);
    if (issue !== undefined) return [issue];
    if (targets.indexOf(target) === index) return [];
    return [
      {
        code: "iso-content-target",
        message: `contents has two files for ${target}`,
        value: JSON.stringify(target),
        reason: "only one of them can be on the ISO",
        fix: "change the target of one, or remove it",
      },
    ];
  });
}

function targetIssue(target: string): IssueDetails | undefined {
  const details = {
    code: "iso-content-target",
    value: JSON.stringify(target),
    fix: 'use a path such as "/docs/readme.txt"; the live system mounts the ISO at /iso',
  };
  if (!target.startsWith("/") || target.split("/").includes("..") || /\p{Cc}/u.test(target)) {
    return { ...details, message: `${JSON.stringify(target)} is not an absolute path on the ISO` };
  }
  if (/^\/(?:[^/]+\/)*[^/]+$/.test(target)) return undefined;
  return {
    ...details,
    message: `${JSON.stringify(target)} does not name a file or directory on the ISO`,
    reason: "the source is copied to exactly this path, also if it is a directory",
  };
}
