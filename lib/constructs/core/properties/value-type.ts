/**
 * The type of a property's value, as data. `nix` is any value that can be converted to Nix, `nix path` an expression such as
 * `nix.file("./x")`, and `nix set` an attribute set of values; their contents are checked when they are converted.
 * `expression` is one that only Nix can evaluate.
 */
export type ValueType =
  | "any"
  | "bigint"
  | "boolean"
  | "expression"
  | "function"
  | "nix"
  | "nix path"
  | "nix set"
  | "null"
  | "number"
  | "string"
  | { readonly literals: readonly string[] }
  | { readonly list: ValueType }
  | { readonly record: ValueType }
  | { readonly object: ObjectShape }
  | InstanceType
  | { readonly either: readonly ValueType[] };

/** An instance of a class, recognized by its mark or its prototype. */
export interface InstanceType {
  /** Name of the class. */
  readonly instance: string;
  /** Static methods of the class that return instances; undefined if its constructor does. */
  readonly makers?: readonly string[];
  /** The class, if it has no mark. */
  readonly of?: { readonly prototype: unknown };
}

/** The properties of an object. */
export type ObjectShape = Readonly<Record<string, PropertyShape>>;

/** A property of an object. */
export interface PropertyShape {
  readonly type: ValueType;
  readonly optional?: true;
  /** The NixOS options that the property sets. */
  readonly options?: readonly string[];
  /** Options that it does not set, and whose names users may write for it. */
  readonly insteadOf?: readonly string[];
}

/** The properties of a construct. */
export interface PropsShape {
  readonly type: ValueType;
  /** NixOS options that the construct sets without a property. */
  readonly sets?: readonly string[];
  /** Options that it does not set, and whose names users may write for what it sets without a property. */
  readonly insteadOf?: readonly string[];
}
