import { Failure } from "../../platform/failure";

/** Inputs were named that no flake of the program has. */
export function inputsUnknown(unknown: readonly string[], known: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "input-unknown",
    message: `there is no input ${unknown.map((input) => JSON.stringify(input)).join(", ")}`,
    reason: known.length === 0 ? "the flake has no inputs" : `the inputs are ${known.join(", ")}`,
    fix: "name some of these, or none to update all",
  });
}
