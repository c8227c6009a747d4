import type { Expression } from "../ast/ast";

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

declare const valueType: unique symbol;

/**
 * A Nix expression as a value among JavaScript values: `pkgs.hello`, `nix.force(1)`. Made by `nix` and the references.
 * `Value` is what it evaluates to, as far as TypeScript is to know: `any` fits wherever an expression does.
 * @public
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export interface NixExpression<Value = any> {
  /** What the expression holds. For this library only. */
  readonly [expressionMark]: Content;
  /** Never there: it lets TypeScript tell expressions of different values apart. */
  readonly [valueType]?: Value | undefined;
}

/**
 * What only an expression gives: a package. References such as `pkgs.git` are of any type, this one included.
 * @public
 */
export interface NixPackage extends NixExpression {
  readonly [valueType]?: "package";
}

/**
 * What only an expression gives: a path such as `nix.path("./x")`.
 * @public
 */
export interface NixPath extends NixExpression {
  readonly [valueType]?: "path";
}

/**
 * What only an expression gives: a function, such as `nix.fn(["x"], …)`.
 * @public
 */
export interface NixFunction extends NixExpression {
  readonly [valueType]?: "function";
}

/**
 * What may be given where Nix is to have a `Value`: that itself, or an expression of it. Where nothing is known of the
 * value it is a {@link NixValue}.
 * @public
 */
export type NixDefinition<Value> = 0 extends 1 & Value ? NixValue : Value | NixExpression<Value>;

/**
 * What an option may be set to. Attributes that are `undefined` are left out.
 * @public
 */
export type NixValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | NixExpression
  | readonly NixValue[]
  | { readonly [name: string]: NixValue | undefined };

/**
 * Whether a value is a Nix expression rather than JavaScript data.
 * @public
 */
export function isNixExpression(value: unknown): value is NixExpression {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  return (value as Partial<NixExpression>)[expressionMark] !== undefined;
}

/** Whether the content still holds values to convert. */
export function isUnconverted(content: Content): content is Unconverted {
  return "build" in content;
}

/** Where a value is inside the value it belongs to: attribute names and list positions. */
export type ValuePath = readonly (string | number)[];

const plainName = /^[a-zA-Z_$][a-zA-Z0-9_$-]*$/;

/** A path as one would write it in TypeScript: `props.config.boot["a.b"][2]`. */
export function formatValuePath(path: ValuePath): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (!plainName.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === "" ? step : `.${step}`;
  }
  return text;
}
