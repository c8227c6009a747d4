import type { Expression } from "./ast";
import * as ast from "./constructors";
import { combined, expressionValue } from "./expression-value";
import { reference, referenceTo, type NixReference } from "./reference";
import { indented, str } from "./template";
import type { NixExpression, NixValue } from "./value";

function fromLib(name: string): Expression {
  return ast.select(ast.identifier("lib"), name);
}

/** `lib.name values…`; the values add nothing to the path of an error. */
function call(name: string, ...values: readonly NixValue[]): NixExpression {
  return combined(
    values,
    (parts) => ast.apply(fromLib(name), ...parts),
    values.map(() => undefined),
  );
}

/** Every expression that a helper was given, in order; what is missing cannot be, since each part is converted. */
function part(parts: readonly Expression[], index: number): Expression {
  return parts[index] ?? ast.nullLiteral();
}

/** The Nix language for option values, where plain JavaScript data does not do. */
export const nix = {
  /** `lib.mkForce`: wins over every definition without a priority of its own (priority 50). */
  force: (value: NixValue): NixExpression => call("mkForce", value),
  /** `lib.mkDefault`: gives way to every other definition (priority 1000). */
  default: (value: NixValue): NixExpression => call("mkDefault", value),
  /** `lib.mkOverride`: the lowest priority wins; definitions without one have 100. */
  override: (priority: number, value: NixValue): NixExpression => call("mkOverride", priority, value),
  /** `lib.mkImageMediaOverride`: what installation images set (priority 60). */
  imageMediaOverride: (value: NixValue): NixExpression => call("mkImageMediaOverride", value),
  /** `lib.mkBefore`: earlier in a merged list or text (order 500). */
  before: (value: NixValue): NixExpression => call("mkBefore", value),
  /** `lib.mkAfter`: later in a merged list or text (order 1500). */
  after: (value: NixValue): NixExpression => call("mkAfter", value),
  /** `lib.mkOrder`: at a place of its own in a merged list or text; definitions without one have 1000. */
  order: (order: number, value: NixValue): NixExpression => call("mkOrder", order, value),
  /** `lib.mkIf`: a definition that holds only under a condition. */
  when: (condition: NixValue, value: NixValue): NixExpression => call("mkIf", condition, value),
  /** `lib.mkMerge`: several definitions of one option. */
  merge: (...values: readonly NixValue[]): NixExpression =>
    combined(
      values,
      (parts) => ast.apply(fromLib("mkMerge"), ast.list(parts)),
      values.map((_, index) => index),
    ),
  str,
  indented,
  /** A path, relative to the file it ends up in: `nix.path("./x")`. Throws a RangeError when it is none. */
  path: (text: string): NixExpression => expressionValue(ast.path(text)),
  /** Nix source taken as it is, where nothing else expresses what is needed. Its syntax is yours to check. */
  raw: (text: string): NixExpression => expressionValue(ast.raw(text)),
  /** A value with a comment on the line above its binding. */
  comment: (text: string, value: NixValue): NixExpression =>
    expressionValue({ parts: [value], keys: [undefined], build: (parts) => part(parts, 0), comment: text }),
  /** A variable by its name. Throws a RangeError when the name is no identifier. */
  reference: (name: string): NixReference => reference(name),
  /** A finished expression as a value. */
  expression: (expression: Expression): NixReference => referenceTo(expression),
  /** `fn a b`. */
  apply: (fn: NixExpression, ...args: readonly NixValue[]): NixExpression =>
    combined([fn, ...args], ([head, ...rest]) => ast.apply(head ?? ast.nullLiteral(), ...rest), [
      undefined,
      ...args.map((_, index) => index),
    ]),
  /** `base.a.b`. */
  select: (base: NixExpression, ...names: readonly string[]): NixExpression =>
    combined([base], (parts) => ast.select(part(parts, 0), names), [undefined]),
  /** `base.a.b or fallback`. */
  selectOr: (base: NixExpression, names: readonly string[], fallback: NixValue): NixExpression =>
    combined([base, fallback], (parts) => ast.select(part(parts, 0), names, part(parts, 1)), [undefined, undefined]),
  /** `let name = value; … in body`. */
  let: (bindings: Readonly<Record<string, NixValue>>, body: NixValue): NixExpression => {
    const names = Object.keys(bindings);
    return combined(
      [...Object.values(bindings), body],
      (parts) =>
        ast.letIn(
          names.map((name, index) => ast.binding(name, part(parts, index))),
          part(parts, names.length),
        ),
      [...names, undefined],
    );
  },
  /** `with scope; body`. */
  with: (scope: NixExpression, body: NixValue): NixExpression =>
    combined([scope, body], (parts) => ast.withIn(part(parts, 0), part(parts, 1)), [undefined, undefined]),
  /** `if condition then … else …`. */
  if: (condition: NixValue, then: NixValue, otherwise: NixValue): NixExpression =>
    combined([condition, then, otherwise], (parts) => ast.ifThenElse(part(parts, 0), part(parts, 1), part(parts, 2)), [
      undefined,
      undefined,
      undefined,
    ]),
  /** `a: b: body`, for a list of parameter names. Refer to them with `nix.reference`. */
  fn: (parameters: readonly string[], body: NixValue): NixExpression => {
    const build = (inner: Expression): Expression =>
      parameters.reduceRight<Expression>((expression, name) => ast.lambda(name, expression), inner);
    build(ast.nullLiteral());
    return combined([body], (parts) => build(part(parts, 0)), [undefined]);
  },
} as const;
