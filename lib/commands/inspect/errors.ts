import { Failure } from "../../platform/failure";

/** A file that is asked for has no place. */
export function directoryMissing(option: string, file: string): Failure {
  return new Failure({
    kind: "usage",
    code: "directory-missing",
    message: `${option} ${file} cannot be written`,
    reason: "it is a directory, or the one that it is to be in does not exist",
    fix: "name a file in a directory that exists",
  });
}
