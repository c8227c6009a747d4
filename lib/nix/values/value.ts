import type { Expression } from "../ast/ast";
import type { ProjectFile } from "./project-file";
import type { SecretContent } from "./named-secret";

/** Marks Nix expressions, also across two copies of this package. */
export const expressionMark: unique symbol = Symbol.for("cdknix.nix.expression");

/** Why a wrapper cannot contain a value. */
export interface Refusal {
  readonly reason: string;
  readonly fix: string;
  /** Position of the part in question. */
  readonly part?: number;
  /** Where the value is in that part. */
  readonly below?: ValuePath;
  /** Code of the error, what it says after the path, and the value; by default, that Nix cannot represent the value. */
  readonly code?: string;
  readonly what?: string;
  readonly value?: string;
}

/** A property of objects that are no data, such as constructs: what to write instead of them. */
export const refusalMark: unique symbol = Symbol.for("cdknix.nix.refusal");

/** An expression that still contains unconverted values, such as `nix.force({ … })`. */
export interface Unconverted {
  /** The values inside, converted before `build` is called. */
  readonly parts: readonly unknown[];
  /** The key that each part adds to an error's path; `undefined` adds nothing. */
  readonly keys?: readonly (string | number | undefined)[];
  /** Builds the expression from the converted parts. */
  readonly build: (parts: readonly Expression[]) => Expression | Refusal;
  /** A comment for the line above the binding that contains this value. */
  readonly comment?: string;
}

/**
 * The content of a NixExpression: a finished expression, one whose values are not converted yet, a file whose place in the
 * flake is not known yet, or a secret.
 */
export type Content = Expression | Unconverted | ProjectFile | SecretContent;

declare const valueType: unique symbol;

/**
 * A Nix expression used as a JavaScript value: `pkgs.hello`, `nix.force(1)`. Created by `nix` and the references.
 * `Value` is the type that it evaluates to, as far as TypeScript is concerned: `any` fits wherever an expression does.
 * @public
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- fits wherever an expression does
export interface NixExpression<Value = any> {
  /** The content of the expression. For internal use. */
  readonly [expressionMark]: Content;
  /** Never present: lets TypeScript distinguish expressions of different values. */
  readonly [valueType]?: Value | undefined;
}

/**
 * A package, which is always an expression. References such as `pkgs.git` have any type, this one included.
 * @public
 */
export interface NixPackage extends NixExpression {
  readonly [valueType]?: "package";
}

/**
 * A path such as `nix.path("./x")`, which is always an expression.
 * @public
 */
export interface NixPath extends NixExpression {
  readonly [valueType]?: "path";
}

/**
 * A function such as `nix.fn(["x"], …)`, which is always an expression.
 * @public
 */
export interface NixFunction extends NixExpression {
  readonly [valueType]?: "function";
}

/**
 * A `Value`, or an expression that evaluates to one. If nothing is known about the value, use {@link NixValue}.
 * @public
 */
export type NixDefinition<Value> = 0 extends 1 & Value ? NixValue : Value | NixExpression<Value>;

/**
 * Any value of an option. Attributes that are `undefined` are omitted.
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

/** Whether the content is a finished expression. */
export function isFinished(content: Content): content is Expression {
  return "kind" in content;
}

/** Whether the content still has values to convert. */
export function isUnconverted(content: Content): content is Unconverted {
  return "build" in content;
}

/** The location of a value inside its container: attribute names and list positions. */
export type ValuePath = readonly (string | number)[];

const plainName = /^[a-zA-Z_$][a-zA-Z0-9_$-]*$/;

/** Formats a path as in TypeScript: `props.config.boot["a.b"][2]`. */
export function formatValuePath(path: ValuePath): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (!plainName.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === "" ? step : `.${step}`;
  }
  return text;
}

/** The file of the user that an expression names: `nix.file("./x")`; undefined for every other expression. */
export function projectFileOf(value: NixExpression): ProjectFile | undefined {
  const content = value[expressionMark];
  return "copies" in content ? content : undefined;
}
