import { Failure } from "../../platform/failure";

const shownNames = 5;
const fix = "name a directory that does not exist yet: synth init my-installer";

/** A new project is to go where something is already. */
export function directoryNotEmpty(directory: string, names: readonly string[]): Failure {
  const left = names.length - shownNames;
  const shown = [...names].sort().slice(0, shownNames).join(", ");
  return new Failure({
    kind: "usage",
    code: "directory-not-empty",
    message: `${directory} is not empty`,
    reason: `a new project must not mix with what is there: ${shown}${left > 0 ? ` and ${String(left)} more` : ""}`,
    fix,
  });
}

/** A new project is to go where a file is, or a link. */
export function notADirectory(directory: string): Failure {
  return new Failure({
    kind: "usage",
    code: "not-a-directory",
    message: `${directory} is there already, and is not a directory`,
    fix,
  });
}

/** A new project is to go below a file. */
export function belowAFile(directory: string): Failure {
  return new Failure({
    kind: "usage",
    code: "not-a-directory",
    message: `${directory} cannot be made: something on the way to it is not a directory`,
    fix,
  });
}
