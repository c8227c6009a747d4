import { Failure } from "../platform/failure";

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
