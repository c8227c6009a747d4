import type { Issue } from "../../model";
import { Failure } from "../../platform/failure";

/** A target that may not be written to, for one reason or several. */
export function deviceRefused(path: string, issues: readonly Issue[]): Failure {
  return new Failure({
    kind: "usage",
    code: issues[0]?.code ?? "device-refused",
    message: `nothing was written to ${path}`,
    issues,
  });
}

/** There is nobody to ask. */
export function confirmationMissing(device: string): Failure {
  return new Failure({
    kind: "usage",
    code: "confirmation-missing",
    message: `nothing was written to ${device}: nobody can be asked whether it is the right one`,
    reason: "there is no terminal, and everything on the device would be lost",
    fix: "give --yes",
  });
}

/** The person who was asked did not say yes. */
export function notConfirmed(device: string): Failure {
  return new Failure({
    kind: "usage",
    code: "not-confirmed",
    message: `nothing was written to ${device}: it was not confirmed`,
  });
}
