/** The values that an option accepts, as far as its type's description reveals. */
export type OptionType =
  | AnythingType
  | NullType
  | BooleanType
  | NumberType
  | StringType
  | PathType
  | PackageType
  | FunctionType
  | EnumType
  | ListType
  | AttributesType
  | SubmoduleType
  | UnionType;

/** A type that is not known precisely: every value is accepted. */
export interface AnythingType {
  readonly kind: "anything";
}
/** `null`. */
export interface NullType {
  readonly kind: "null";
}
/** `true` and `false`. */
export interface BooleanType {
  readonly kind: "boolean";
}
/** Numbers: integers, floating-point numbers, or both. The limits are inclusive. */
export interface NumberType {
  readonly kind: "number";
  readonly accepts: "integer" | "float" | "both";
  readonly minimum?: number;
  readonly maximum?: number;
}
/** A string. */
export interface StringType {
  readonly kind: "string";
  /** Whether the empty string is rejected. */
  readonly isFilled?: boolean;
  /** Pattern of JavaScript that the whole string matches. */
  readonly pattern?: string;
}
/** A string that begins with a slash, a path, or a package. */
export interface PathType {
  readonly kind: "path";
}
/** A package. */
export interface PackageType {
  readonly kind: "package";
}
/** A function. */
export interface FunctionType {
  readonly kind: "function";
}
/** One of some values. */
export interface EnumType {
  readonly kind: "enum";
  readonly values: readonly EnumValue[];
}
/** A value of an enumeration. */
export type EnumValue = string | number | boolean | null;
/** A list. */
export interface ListType {
  readonly kind: "list";
  readonly element: OptionType;
  /** Whether the empty list is rejected. */
  readonly isFilled?: boolean;
}
/** An attribute set with arbitrary names. */
export interface AttributesType {
  readonly kind: "attributes";
  readonly element: OptionType;
}
/** A set of declared options. */
export interface SubmoduleType {
  readonly kind: "submodule";
}
/** Any of several types. */
export interface UnionType {
  readonly kind: "union";
  readonly members: readonly OptionType[];
}

/** The type that accepts anything. */
export const anything: AnythingType = { kind: "anything" };

/** A union of types. A single type stays itself, and `anything` absorbs all others. */
export function union(members: readonly OptionType[]): OptionType {
  const flat = members.flatMap((member) => (member.kind === "union" ? member.members : [member]));
  const [first = anything] = flat;
  if (flat.length < 2) return first;
  return flat.some(({ kind }) => kind === "anything") ? anything : { kind: "union", members: flat };
}

/** Each type that a value may have: the members of a union, or the type itself. */
export function membersOf(type: OptionType): readonly OptionType[] {
  return type.kind === "union" ? type.members : [type];
}
