import { Failure } from "../../platform/failure";

/** A profile is laid over NixOS configurations, and the host is none. */
export function profileNotApplied(host: string, installable: string, profile: string): Failure {
  return new Failure({
    kind: "program",
    code: "profile-not-applied",
    message: `the profile ${profile} cannot be laid over ${host}`,
    reason: `a profile extends a NixOS configuration, and the image of ${host} is ${installable}`,
    fix: "build it without --profile",
  });
}
