import { Failure } from "../../platform/failure";

/** The copy would be where others can read it, or where it would be overwritten. */
export function sealedPlaceRefused(file: string, reason: string): Failure {
  return new Failure({
    kind: "usage",
    code: "sealed-place",
    message: `nothing was written to ${file}`,
    reason,
    fix: "choose a file outside of it, such as --output ~/private/stick.iso",
  });
}

/** The file exists already. */
export function sealedExists(file: string): Failure {
  return new Failure({
    kind: "usage",
    code: "sealed-exists",
    message: `nothing was written: ${file} exists`,
    fix: "choose another name, or pass --force to replace it",
  });
}

/** An option is missing without which there is nothing to do. */
export function sealFlagMissing(flag: string, meaning: string): Failure {
  return new Failure({
    kind: "usage",
    code: "flag-missing",
    message: `${flag} is missing: ${meaning}`,
    fix: "run `synth seal --help`",
  });
}
