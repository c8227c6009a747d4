import { Failure } from "../../effects";

/** An option was named in a way that no option path is written. */
export function optionMalformed(text: string): Failure {
  return new Failure({
    kind: "usage",
    code: "option-malformed",
    message: `${JSON.stringify(text)} is not the path of an option`,
    reason: "it consists of names with a dot between two",
    fix: `write it as in boot.kernelParams, and quote what has a dot or a blank in it: 'users.users."a.b".uid'`,
  });
}

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
