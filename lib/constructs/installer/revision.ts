import type { IssueDetails } from "../core";

/** Whether a revision can be part of file names, store paths, and volume IDs; it may come from the command line. */
export const isRevision = (revision: string): boolean => /^[A-Za-z0-9._-]+$/.test(revision);

/** The error for a revision that cannot. */
export function revisionUnsuitable(revision: string): IssueDetails {
  return {
    code: "revision",
    message: `the revision ${JSON.stringify(revision)} cannot be part of the image's name`,
    value: JSON.stringify(revision),
    reason: "it is part of a file name, of a store path, and, by default, of the volume ID in the boot menu",
    fix: "use letters, digits, and the characters . _ -",
  };
}
