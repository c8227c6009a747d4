/** An attribute name: plain text, or an expression that evaluates to one (a string with interpolations, or `${…}`). */
export type AttributeName = string | Expression;

/** A part of a string: text as Nix sees it after unescaping, or an interpolated expression. */
export type StringPart = string | Expression;

/** `path = value;` inside a set or `let`. A comment is printed on the lines above it. */
export interface Binding {
  readonly kind: "binding";
  readonly path: readonly AttributeName[];
  readonly value: Expression;
  readonly comment?: string;
}

/** `inherit a b;` or `inherit (from) a b;`. */
export interface Inherit {
  readonly kind: "inherit";
  readonly names: readonly string[];
  readonly from?: Expression;
}

/** An item between the braces of a set or between `let` and `in`. */
export type BindingItem = Binding | Inherit;

/** A name in a set pattern, with its default value, if any. */
export interface Formal {
  readonly name: string;
  readonly default?: Expression;
}

/** The parameter `{ a, b ? 1, ... }@as` of a function. */
export interface Formals {
  readonly kind: "formals";
  readonly names: readonly Formal[];
  readonly ellipsis: boolean;
  readonly as?: string;
}

/** A function's parameter: a name, or a set pattern. */
export type Parameter = string | Formals;

/** The binary operators, in Nix syntax. */
export type BinaryOperator =
  | "++" | "*" | "/" | "+" | "-" | "//" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "&&" | "||" | "->"; // prettier-ignore

/** The unary operators. */
export type UnaryOperator = "-" | "!";

/** A variable. */
export interface Identifier { readonly kind: "identifier"; readonly name: string } // prettier-ignore
/** `null`. */
export interface NullLiteral { readonly kind: "null" } // prettier-ignore
/** `true` or `false`. */
export interface BooleanLiteral { readonly kind: "boolean"; readonly value: boolean } // prettier-ignore
/** A 64-bit integer. */
export interface IntegerLiteral { readonly kind: "integer"; readonly value: number | bigint } // prettier-ignore
/** A finite double. */
export interface FloatLiteral { readonly kind: "float"; readonly value: number } // prettier-ignore
/** A string printed between double quotes. */
export interface StringLiteral { readonly kind: "string"; readonly parts: readonly StringPart[] } // prettier-ignore
/** A string printed between pairs of single quotes, if its value allows it; its parts are the value, not the source. */
export interface IndentedString { readonly kind: "indentedString"; readonly parts: readonly StringPart[] } // prettier-ignore
/** A path literal as written, `./x`, `/etc/nixos`, `~/x`, or `<nixpkgs>`. */
export interface PathLiteral {
  readonly kind: "path";
  readonly text: string;
  /** How the program names the file, for messages: `nix.file("./x")`. */
  readonly origin?: string;
}
/** `[ a b ]`. */
export interface List { readonly kind: "list"; readonly items: readonly Expression[] } // prettier-ignore

/** `{ a = 1; }`, or `rec { … }`. */
export interface AttributeSet {
  readonly kind: "attributeSet";
  readonly recursive: boolean;
  readonly bindings: readonly BindingItem[];
}

/** `base.a.b`, or `base.a.b or fallback`. */
export interface Select {
  readonly kind: "select";
  readonly base: Expression;
  readonly path: readonly AttributeName[];
  readonly fallback?: Expression;
}

/** `base ? a.b`. */
export interface HasAttribute {
  readonly kind: "hasAttribute";
  readonly base: Expression;
  readonly path: readonly AttributeName[];
}

/** `parameter: body`. */
export interface Lambda {
  readonly kind: "lambda";
  readonly parameter: Parameter;
  readonly body: Expression;
}

/** `fn a b`: a function applied to one argument after the other. */
export interface Apply {
  readonly kind: "apply";
  readonly fn: Expression;
  readonly arguments: readonly Expression[];
}

/** `let … in body`. */
export interface LetIn {
  readonly kind: "let";
  readonly bindings: readonly BindingItem[];
  readonly body: Expression;
}

/** `with scope; body`. */
export interface WithIn {
  readonly kind: "with";
  readonly scope: Expression;
  readonly body: Expression;
}

/** `if condition then … else …`. */
export interface IfThenElse {
  readonly kind: "if";
  readonly condition: Expression;
  readonly then: Expression;
  readonly else: Expression;
}

/** `assert condition; body`. */
export interface AssertThen {
  readonly kind: "assert";
  readonly condition: Expression;
  readonly body: Expression;
}

/** `-operand` or `!operand`. */
export interface Unary {
  readonly kind: "unary";
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

/** `left operator right`. */
export interface Binary {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** Nix source, inserted unchanged. The author is responsible for its syntax. */
export interface Raw { readonly kind: "raw"; readonly text: string } // prettier-ignore

/** A Nix expression as readonly data. Create one with the smart constructors in `ast`, which check their arguments. */
export type Expression =
  | Identifier
  | NullLiteral
  | BooleanLiteral
  | IntegerLiteral
  | FloatLiteral
  | StringLiteral
  | IndentedString
  | PathLiteral
  | List
  | AttributeSet
  | Select
  | HasAttribute
  | Lambda
  | Apply
  | LetIn
  | WithIn
  | IfThenElse
  | AssertThen
  | Unary
  | Binary
  | Raw;
