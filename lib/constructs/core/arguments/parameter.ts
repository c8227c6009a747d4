import type { ValueType } from "../properties/value-type";

/** Values that a property never has: those of the parameters of some methods. */
export type ParameterKind = "construct" | "expression";

/** A parameter of a method or function. */
export interface ParameterShape {
  readonly name: string;
  /** The types of values that it takes. */
  readonly type?: ValueType;
  /** The kind of values that it takes, in addition to those types. */
  readonly kind?: ParameterKind;
  readonly optional?: true;
  /** Whether it takes all arguments that remain. */
  readonly rest?: true;
}
