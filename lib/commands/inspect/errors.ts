import { Failure } from "../../platform/failure";

/** A requested file cannot be written. */
export function directoryMissing(option: string, file: string): Failure {
  return new Failure({
    kind: "usage",
    code: "directory-missing",
    message: `${option} ${file} cannot be written`,
    reason: "it is a directory, or its parent directory does not exist",
    fix: "choose a file in an existing directory",
  });
}
