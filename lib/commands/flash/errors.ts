import type { Issue } from "../../model";
import { Failure } from "../../platform/failure";

/** A target that must not be written to, for one or several reasons, the most serious first. */
export function deviceRefused(path: string, first: Issue, others: readonly Issue[]): Failure {
  return new Failure({
    kind: "usage",
    code: first.code,
    message: `nothing was written to ${path}`,
    issues: [first, ...others],
  });
}

/** Confirmation is needed, but there is no terminal. */
export function confirmationMissing(device: string): Failure {
  return new Failure({
    kind: "usage",
    code: "confirmation-missing",
    message: `nothing was written to ${device}: cannot ask for confirmation`,
    reason: "not a terminal, and all data on the device would be erased",
    fix: "pass --yes",
  });
}

/** The user did not confirm. */
export function notConfirmed(device: string): Failure {
  return new Failure({
    kind: "usage",
    code: "not-confirmed",
    message: `nothing was written to ${device}: not confirmed`,
  });
}

/** The ISO has no boot sector. */
export function isoNotHybrid(host: string, iso: string): Issue {
  return {
    severity: "warning",
    code: "iso-not-hybrid",
    constructPath: "",
    message: `the ISO of ${host} does not boot from a disk`,
    value: iso,
    reason: "it has no boot sector, so it boots only from optical media",
    fix: "set isoImage.makeUsbBootable to true, like the NixOS installation images",
  };
}

/** The image needs secrets, and none are written. */
export function secretsNotWritten(host: string, names: readonly string[]): Issue {
  return {
    severity: "warning",
    code: "secrets-not-written",
    constructPath: "",
    message: `the system of ${host} will miss its secrets: ${names.join(", ")}`,
    reason: "they are only on media that they are written to",
    fix: "pass --secrets with a directory that has one file per secret",
  };
}
