import type { ValuePath } from "../../../nix";
import type { ObjectShape, ValueType } from "./value-type";

/** A mistake in the properties of a construct. */
export type PropertyProblem =
  | UnknownProperty
  | { readonly kind: "missing"; readonly path: ValuePath; readonly names: readonly string[]; readonly type: ValueType }
  | WrongType
  | { readonly kind: "conflict"; readonly path: ValuePath; readonly names: readonly string[] };

/** A value of another type. */
export interface WrongType {
  readonly kind: "type";
  readonly path: ValuePath;
  readonly type: ValueType;
  readonly value: unknown;
  /** Whether the property may be omitted. */
  readonly optional?: true;
}

/** A property that the object cannot have. */
export interface UnknownProperty {
  readonly kind: "unknown";
  /** Path of the object. */
  readonly path: ValuePath;
  readonly name: string;
  readonly value: unknown;
  /** The properties that the object can have. */
  readonly shape: ObjectShape;
}
