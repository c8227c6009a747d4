import { Failure } from "../../platform/failure";

/** What Nix built holds no ISO, or not just one. */
export function isoNotFound(host: string, storePath: string, found: readonly string[]): Failure {
  return new Failure({
    kind: "build",
    code: "iso-not-found",
    message: `what Nix built for ${host} has ${found.length === 0 ? "no ISO" : "several ISOs"} in ${storePath}/iso`,
    ...(found.length === 0 ? {} : { reason: `found: ${found.join(", ")}` }),
    fix: "give the host or its class exactly one IsoImage",
  });
}
