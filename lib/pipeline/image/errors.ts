import { Failure } from "../../platform/failure";

/** The host's image is not made by NixOS, or by what stands in for it. */
export function hostNotInspected(host: string, installable: string): Failure {
  return new Failure({
    kind: "program",
    code: "host-not-inspected",
    message: `nobody can tell what the ISO of ${host} is made of`,
    reason: `it is ${installable}, which is not part of a NixOS system's config.system.build`,
  });
}
