import type { IConstruct } from "constructs";

const constructMark = Symbol.for("constructs.Construct");

/** Whether a value is a construct, including one of another copy of the `constructs` package. */
export function isConstruct(value: unknown): value is IConstruct {
  return typeof value === "object" && value !== null && constructMark in value;
}
