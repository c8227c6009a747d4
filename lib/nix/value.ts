import type { Expression } from "./ast";

/** Marks what is a Nix expression, also across two copies of this package. */
export const expressionMark: unique symbol = Symbol.for("cdknix.nix.expression");

/** Why a wrapper cannot take what it wraps. */
export interface Refusal {
  readonly reason: string;
  readonly fix: string;
  /** Which of the parts is meant, by its position. */
  readonly part?: number;
}

/** An expression that still holds unconverted values, such as `nix.force({ … })`. */
export interface Unconverted {
  /** The values inside, converted before `build` is called. */
  readonly parts: readonly unknown[];
  /** What each part adds to the path that an error names; `undefined` adds nothing. */
  readonly keys?: readonly (string | number | undefined)[];
  /** Makes the expression of the converted parts. */
  readonly build: (parts: readonly Expression[]) => Expression | Refusal;
  /** A comment for the line above the binding that holds this value. */
  readonly comment?: string;
}

/** What a NixExpression holds: a finished expression, or one whose values are not converted yet. */
export type Content = Expression | Unconverted;

/** A Nix expression as a value among JavaScript values: `pkgs.hello`, `nix.force(1)`. Made by `nix` and the references. */
export interface NixExpression {
  /** What the expression holds. For this library only. */
  readonly [expressionMark]: Content;
}

/** What an option may be set to. Attributes that are `undefined` are left out. */
export type NixValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | NixExpression
  | readonly NixValue[]
  | { readonly [name: string]: NixValue | undefined };

/** Whether a value is a Nix expression rather than JavaScript data. */
export function isNixExpression(value: unknown): value is NixExpression {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  return (value as Partial<NixExpression>)[expressionMark] !== undefined;
}

/** Whether the content still holds values to convert. */
export function isUnconverted(content: Content): content is Unconverted {
  return "build" in content;
}
