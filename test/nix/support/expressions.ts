import fc from "fast-check";
import { ast, type AttributeName, type BinaryOperator, type BindingItem, type Expression } from "../../../lib/nix";
import { attributeName, double, text } from "./values";

const variable = fc.constantFrom("a", "b", "pkgs", "lib", "config", "x'", "y-z", "_");
const operators: readonly BinaryOperator[] = [
  "++", "*", "/", "+", "-", "//", "<", "<=", ">", ">=", "==", "!=", "&&", "||", "->",
]; // prettier-ignore

const leaf: fc.Arbitrary<Expression> = fc.oneof(
  { weight: 4, arbitrary: variable.map(ast.identifier) },
  fc.constant(ast.nullLiteral()),
  fc.boolean().map(ast.bool),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(ast.int),
  fc.integer({ min: -9, max: 9 }).map(ast.int),
  double.map(ast.float),
  text.map((each) => ast.string(each)),
  text.map((each) => ast.indentedString(each)),
  fc.constantFrom("./x", "../a-b/c.nix", "/etc/nixos", "<nixpkgs>", "<nixpkgs/nixos>", "./.", "./a b").map(ast.path),
  fc
    .constantFrom(
      "a",
      "a.b",
      "a: b",
      "if a then b else c",
      "[ a ]",
      "a # b",
      "let q = 1; in q",
      "{ z = a; }.z",
      "''\n  a\n''",
    )
    .map(ast.raw),
);

interface Ties {
  expression: Expression;
}

/** Any expression, of every kind, with names that may or may not be bound. */
export const expression: fc.Arbitrary<Expression> = fc.letrec<Ties>((tie) => {
  const inner = tie("expression") as fc.Arbitrary<Expression>;
  const parts = fc.array(fc.oneof(text, inner), { maxLength: 4 });
  const plainName: fc.Arbitrary<AttributeName> = fc.oneof(variable, attributeName);
  const anyName: fc.Arbitrary<AttributeName> = fc.oneof(
    { weight: 4, arbitrary: plainName },
    inner.map((each) => ast.string("dynamic-", each)),
    inner.filter((each) => each.kind !== "string" && each.kind !== "indentedString"),
  );
  const path = fc.array(anyName, { minLength: 1, maxLength: 4 });
  return {
    expression: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      parts.map((each) => ast.string(...each)),
      parts.map((each) => ast.indentedString(...each)),
      fc.array(inner, { maxLength: 4 }).map(ast.list),
      fc
        .tuple(fc.boolean(), items(inner, anyName))
        .map(([recursive, bindings]) => ast.attributeSet({ recursive, bindings })),
      fc.tuple(inner, path).map(([base, names]) => ast.select(base, names)),
      fc.tuple(inner, path, inner).map(([base, names, fallback]) => ast.select(base, names, fallback)),
      fc.tuple(inner, path).map(([base, names]) => ast.hasAttribute(base, names)),
      fc.tuple(variable, inner).map(([name, body]) => ast.lambda(name, body)),
      fc.tuple(formals(inner), inner).map(([parameter, body]) => ast.lambda(parameter, body)),
      fc.tuple(inner, fc.array(inner, { minLength: 1, maxLength: 4 })).map(([fn, args]) => ast.apply(fn, ...args)),
      fc.tuple(items(inner, plainName), inner).map(([bindings, body]) => ast.letIn(bindings, body)),
      fc.tuple(inner, inner).map(([scope, body]) => ast.withIn(scope, body)),
      fc.tuple(inner, inner, inner).map(([condition, then, other]) => ast.ifThenElse(condition, then, other)),
      fc.tuple(inner, inner).map(([condition, body]) => ast.assertThen(condition, body)),
      fc.tuple(fc.constantFrom("-", "!"), inner).map(([operator, operand]) => ast.unary(operator, operand)),
      fc
        .tuple(fc.constantFrom(...operators), inner, inner)
        .map(([operator, left, right]) => ast.binary(operator, left, right)),
    ),
  };
}).expression;

/** Bindings that do not define the same name twice, which Nix rejects while parsing. */
function items(inner: fc.Arbitrary<Expression>, name: fc.Arbitrary<AttributeName>): fc.Arbitrary<BindingItem[]> {
  const binding = fc.record({
    path: fc.array(name, { minLength: 1, maxLength: 5 }),
    value: inner,
    comment: fc.option(fc.constantFrom("why", "two\nlines", "*/ ''"), { nil: undefined }),
  });
  const inherited = fc.tuple(fc.array(variable, { maxLength: 6 }), fc.option(inner, { nil: undefined }));
  return fc.array(fc.oneof({ weight: 4, arbitrary: binding }, inherited), { maxLength: 4 }).map((all) => {
    const taken = new Set<string>();
    const free = (each: AttributeName): boolean => {
      if (typeof each !== "string") return true;
      if (taken.has(each)) return false;
      taken.add(each);
      return true;
    };
    return all.flatMap((item): BindingItem[] => {
      if (Array.isArray(item)) return [ast.inherit(item[0].filter(free), item[1])];
      const [first] = item.path;
      return first !== undefined && free(first) ? [ast.binding(item.path, item.value, item.comment)] : [];
    });
  });
}

function formals(inner: fc.Arbitrary<Expression>): fc.Arbitrary<ReturnType<typeof ast.formals>> {
  return fc
    .record({
      names: fc.uniqueArray(fc.record({ name: variable, default: fc.option(inner, { nil: undefined }) }), {
        selector: (each) => each.name,
        maxLength: 5,
      }),
      ellipsis: fc.boolean(),
      as: fc.option(fc.constantFrom("args", "inputs"), { nil: undefined }),
    })
    .map(({ names, ellipsis, as }) => {
      const given = names.map(({ name, default: other }) =>
        other === undefined ? { name } : { name, default: other },
      );
      return ast.formals(as === undefined ? { names: given, ellipsis } : { names: given, ellipsis, as });
    });
}
