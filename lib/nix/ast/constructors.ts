// prettier-ignore
import { isIdentifier } from "../names";
import { fitsNixInteger } from "../values/numbers";
import type {
  Apply,
  AssertThen,
  AttributeName,
  AttributeSet,
  Binary,
  BinaryOperator,
  Binding,
  BindingItem,
  BooleanLiteral,
  Expression,
  FloatLiteral,
  Formal,
  Formals,
  HasAttribute,
  Identifier,
  IfThenElse,
  IndentedString,
  Inherit,
  IntegerLiteral,
  Lambda,
  LetIn,
  List,
  NullLiteral,
  Parameter,
  PathLiteral,
  Raw,
  Select,
  StringLiteral,
  StringPart,
  Unary,
  UnaryOperator,
  WithIn,
} from "./ast";

function checkedName(name: string, role: string): string {
  if (isIdentifier(name)) return name;
  throw new RangeError(
    `${JSON.stringify(name)} cannot be ${role}: a name must begin with a letter or _ and must not be a keyword`,
  );
}

const theNull: NullLiteral = { kind: "null" };
const theTrue: BooleanLiteral = { kind: "boolean", value: true };
const theFalse: BooleanLiteral = { kind: "boolean", value: false };

/** A variable. Throws a RangeError if the name is not an identifier. */
export function identifier(name: string): Identifier {
  return { kind: "identifier", name: checkedName(name, "a variable") };
}

/** `null`. */
export function nullLiteral(): NullLiteral {
  return theNull;
}

/** `true` or `false`. */
export function bool(value: boolean): BooleanLiteral {
  return value ? theTrue : theFalse;
}

/** An integer. Throws a RangeError if it exceeds 64 bits (bigint) or the exact range of a double (number). */
export function int(value: number | bigint): IntegerLiteral {
  if (!fitsNixInteger(value)) throw new RangeError(`${String(value)} is not a 64-bit integer`);
  return { kind: "integer", value: Object.is(value, -0) ? 0 : value };
}

/** A double, even if it has no fraction: `float(1)` is `1.0`. Throws a RangeError if it is not finite. */
export function float(value: number): FloatLiteral {
  if (!Number.isFinite(value)) throw new RangeError(`Nix cannot represent ${String(value)}`);
  return { kind: "float", value };
}

function joinedParts(parts: readonly StringPart[]): readonly StringPart[] {
  const joined: StringPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part === "") continue;
    if (typeof part === "string" && typeof last === "string") joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined;
}

/** A string in double quotes, made of text (unescaped) and interpolated expressions. */
export function string(...parts: readonly StringPart[]): StringLiteral {
  return { kind: "string", parts: joinedParts(parts) };
}

/** A multi-line string between pairs of single quotes. The parts are its value; the printer adds the indentation. */
export function indentedString(...parts: readonly StringPart[]): IndentedString {
  return { kind: "indentedString", parts: joinedParts(parts) };
}

const pathPattern = /^(?:~|[a-zA-Z0-9._+-]*)(?:\/[a-zA-Z0-9._+-]+)+$|^<[a-zA-Z0-9._+-]+(?:\/[a-zA-Z0-9._+-]+)*>$/;

/**
 * A path: relative to the file (`./x`, `../x`), absolute, `~/x`, or `<nixpkgs>`. Characters that a path literal cannot
 * contain are added as a string: `./. + "/a b"`. Throws a RangeError for any other text.
 */
export function path(text: string): PathLiteral | Binary {
  const trimmed = text === "/" ? "/." : text.replace(/\/+$/, "").replace(/\/{2,}/g, "/");
  const whole = trimmed === "." || trimmed === ".." ? `./${trimmed}` : trimmed === "" && text !== "" ? "/." : trimmed;
  if (pathPattern.test(whole)) return { kind: "path", text: whole };
  const relative = /^(\.{0,2})(\/.*)$/s.exec(whole);
  if (relative === null)
    throw new RangeError(`${JSON.stringify(text)} is not a path: it must begin with ./, ../, or /`);
  const base = relative[1] === "" ? "/." : relative[1] === "." ? "./." : "./..";
  return binary("+", { kind: "path", text: base }, string(relative[2] ?? ""));
}

/** `[ a b ]`. */
export function list(items: readonly Expression[]): List {
  return { kind: "list", items };
}

/** `{ … }`, or `rec { … }`. */
export function attributeSet(set: {
  readonly recursive?: boolean;
  readonly bindings: readonly BindingItem[];
}): AttributeSet {
  return { kind: "attributeSet", recursive: set.recursive ?? false, bindings: set.bindings };
}

/** `path = value;`, below its comment, if any. */
export function binding(path: AttributeName | readonly AttributeName[], value: Expression, comment?: string): Binding {
  const names: readonly AttributeName[] = isNames(path) ? path : [path];
  if (names.length === 0) throw new RangeError("a binding needs at least one attribute name");
  return comment === undefined
    ? { kind: "binding", path: names, value }
    : { kind: "binding", path: names, value, comment };
}

function isNames(path: AttributeName | readonly AttributeName[]): path is readonly AttributeName[] {
  return Array.isArray(path);
}

/** `inherit names;`, or `inherit (from) names;`. */
export function inherit(names: readonly string[], from?: Expression): Inherit {
  return from === undefined ? { kind: "inherit", names } : { kind: "inherit", names, from };
}

/** `base.path`, or `base.path or fallback`. Selecting from a selection extends its path. */
export function select(
  base: Expression,
  path: AttributeName | readonly AttributeName[],
  fallback?: Expression,
): Expression {
  const names: readonly AttributeName[] = isNames(path) ? path : [path];
  if (names.length === 0 && fallback === undefined) return base;
  if (names.length === 0) throw new RangeError("a selection with a fallback needs an attribute name");
  const [from, whole] =
    base.kind === "select" && base.fallback === undefined ? [base.base, [...base.path, ...names]] : [base, names];
  const selection: Select = { kind: "select", base: from, path: whole };
  return fallback === undefined ? selection : { ...selection, fallback };
}

/** `base ? path`. */
export function hasAttribute(base: Expression, path: AttributeName | readonly AttributeName[]): HasAttribute {
  const names: readonly AttributeName[] = isNames(path) ? path : [path];
  if (names.length === 0) throw new RangeError("`?` needs an attribute name");
  return { kind: "hasAttribute", base, path: names };
}

/** `parameter: body`. Throws a RangeError if a name is not an identifier. */
export function lambda(parameter: Parameter, body: Expression): Lambda {
  if (typeof parameter === "string") checkedName(parameter, "a parameter");
  return { kind: "lambda", parameter, body };
}

/** `{ a, b ? 1, ... }@as`. A name may have a default. Throws a RangeError if a name occurs twice. */
export function formals(pattern: {
  readonly names?: readonly (string | Formal)[];
  readonly ellipsis?: boolean;
  readonly as?: string;
}): Formals {
  const names = (pattern.names ?? []).map((each) => (typeof each === "string" ? { name: each } : each));
  const seen = new Set(pattern.as === undefined ? [] : [checkedName(pattern.as, "a parameter")]);
  for (const { name } of names) {
    if (seen.has(checkedName(name, "a parameter"))) throw new RangeError(`the parameter ${name} is defined twice`);
    seen.add(name);
  }
  const plain: Formals = { kind: "formals", names, ellipsis: pattern.ellipsis ?? false };
  return pattern.as === undefined ? plain : { ...plain, as: pattern.as };
}

/** `fn a b`. Applying an application adds arguments to it; without arguments, returns `fn` itself. */
export function apply(fn: Expression, ...args: readonly Expression[]): Expression {
  if (args.length === 0) return fn;
  const result: Apply =
    fn.kind === "apply"
      ? { kind: "apply", fn: fn.fn, arguments: [...fn.arguments, ...args] }
      : { kind: "apply", fn, arguments: args };
  return result;
}

/** `let … in body`; without bindings, the body. */
export function letIn(bindings: readonly BindingItem[], body: Expression): LetIn | Expression {
  return bindings.length === 0 ? body : { kind: "let", bindings, body };
}

/** `with scope; body`. */
export function withIn(scope: Expression, body: Expression): WithIn {
  return { kind: "with", scope, body };
}

/** `if condition then … else …`. */
export function ifThenElse(condition: Expression, then: Expression, otherwise: Expression): IfThenElse {
  return { kind: "if", condition, then, else: otherwise };
}

/** `assert condition; body`. */
export function assertThen(condition: Expression, body: Expression): AssertThen {
  return { kind: "assert", condition, body };
}

/** `-operand` or `!operand`. */
export function unary(operator: UnaryOperator, operand: Expression): Unary {
  return { kind: "unary", operator, operand };
}

/** `left operator right`. */
export function binary(operator: BinaryOperator, left: Expression, right: Expression): Binary {
  return { kind: "binary", operator, left, right };
}

/** Nix source, inserted unchanged: the escape hatch for anything that nothing else here expresses. */
export function raw(text: string): Raw {
  return { kind: "raw", text };
}
