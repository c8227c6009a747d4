import { Failure } from "../../platform/failure";

/** No flake of the program has some of the named inputs. */
export function inputsUnknown(unknown: readonly string[], known: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "input-unknown",
    message: `no input named ${unknown.map((input) => JSON.stringify(input)).join(", ")}`,
    reason: known.length === 0 ? "the flake has no inputs" : `the inputs are ${known.join(", ")}`,
    fix: "name one of these inputs, or omit the names to update all",
  });
}
