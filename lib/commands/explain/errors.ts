import { Failure } from "../../platform/failure";

/** The host has no such option. */
export function optionUnknown(host: string, option: string, at: string, similar: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "option-unknown",
    message: `${host} has no option ${option}`,
    reason: at === "" ? `there is none of this name` : `there is none of this name in ${at}`,
    fix: similar.length === 0 ? undefined : `did you mean ${similar.join(" or ")}?`,
  });
}

/** The host is not a NixOS system that can be asked. */
export function hostNotExplained(host: string, installable: string): Failure {
  return new Failure({
    kind: "program",
    code: "host-not-explained",
    message: `the options of ${host} are not to be seen`,
    reason: `its image is ${installable}, which is not part of a NixOS system's config.system.build`,
  });
}
