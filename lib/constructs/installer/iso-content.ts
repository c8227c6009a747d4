import type { IssueDetails } from "../core";

/** The problem with the path of a file on the ISO, if any. */
export function targetIssue(target: string): IssueDetails | undefined {
  if (target.startsWith("/") && !target.split("/").includes("..") && !/\p{Cc}/u.test(target)) return undefined;
  return {
    code: "iso-content-target",
    message: `${JSON.stringify(target)} is not an absolute path on the ISO`,
    value: JSON.stringify(target),
    fix: 'use a path such as "/docs/readme.txt"; the live system mounts the ISO at /iso',
  };
}
