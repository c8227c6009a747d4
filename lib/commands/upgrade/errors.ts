import { Failure } from "../../platform/failure";

/** The release to move to is unknown. */
export function upgradeReleaseUnknown(release: string, known: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "upgrade-release-unknown",
    message: `unknown NixOS release ${JSON.stringify(release)}`,
    reason: `this version of cdknix knows ${known.join(", ")}`,
    fix: "pass one of these, or install a newer cdknix",
  });
}
