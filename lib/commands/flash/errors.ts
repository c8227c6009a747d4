import type { Issue } from "../../model";
import { Failure } from "../../platform/failure";

/** A target that must not be written to, for one or several reasons. */
export function deviceRefused(path: string, issues: readonly Issue[]): Failure {
  return new Failure({
    kind: "usage",
    code: issues[0]?.code ?? "device-refused",
    message: `nothing was written to ${path}`,
    issues,
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
