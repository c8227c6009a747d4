import { Failure } from "../../platform/failure";

const shownNames = 5;
const fix = "choose a new directory: synth init my-installer";

/** The directory for a new project is not empty. */
export function directoryNotEmpty(directory: string, names: readonly string[]): Failure {
  const left = names.length - shownNames;
  const shown = [...names].sort().slice(0, shownNames).join(", ");
  return new Failure({
    kind: "usage",
    code: "directory-not-empty",
    message: `${directory} is not empty`,
    reason: `a new project must not mix with existing files: ${shown}${left > 0 ? ` and ${String(left)} more` : ""}`,
    fix,
  });
}

/** The path for a new project is a file or a link. */
export function notADirectory(directory: string): Failure {
  return new Failure({
    kind: "usage",
    code: "not-a-directory",
    message: `${directory} exists and is not a directory`,
    fix,
  });
}

/** A parent of the path for a new project is a file. */
export function belowAFile(directory: string): Failure {
  return new Failure({
    kind: "usage",
    code: "not-a-directory",
    message: `cannot create ${directory}: one of its parents is not a directory`,
    fix,
  });
}
