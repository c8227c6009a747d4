import fc from "fast-check";
import { isRight } from "fp-ts/Either";
import { toExpression, type Expression } from "../../lib/nix";
import { group } from "../../lib/nix/doc/builders";
import { layout } from "../../lib/nix/doc/layout";
import { createPrinter } from "../../lib/nix/rules/expression";
import { plainBlock } from "../../lib/nix/rules/plain-block";

/** Data that can often, but not always, be printed without the layout. */
const { set } = fc.letrec<{ set: Record<string, unknown>; value: unknown }>((tie) => ({
  set: fc.dictionary(fc.oneof(fc.string(), fc.stringMatching(/^[a-z]{1,20}$/)), tie("value"), { maxKeys: 5 }),
  value: fc.oneof(
    { depthSize: "small" },
    fc.string({ maxLength: 120 }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant([]), fc.constant({})), { maxLength: 4 }),
    tie("set"),
  ),
}));

function laidOut(expression: Expression, width: number): string {
  return layout(group(createPrinter(width).plain(expression)), width).trimEnd();
}

describe("a set of plain values", () => {
  it("is printed without the layout exactly as the layout would print it", () => {
    let printed = 0;
    fc.assert(
      fc.property(set, fc.constantFrom(20, 40, 100), (data, width) => {
        const expression = toExpression(data);
        if (!isRight(expression)) return;
        const text = plainBlock(expression.right, width);
        if (text === undefined) return;
        printed += 1;
        expect(text).toBe(laidOut(expression.right, width));
      }),
      { numRuns: 2000 },
    );
    expect(printed).toBeGreaterThan(200);
  });

  it("goes through the layout if a line may be too long, a value may break, or it may fit on one line", () => {
    const plain = (data: unknown): string | undefined => {
      const expression = toExpression(data);
      return isRight(expression) ? plainBlock(expression.right, 100) : undefined;
    };
    expect(plain({ a: 1 })).toBeUndefined();
    expect(plain({ a: 1, b: [1] })).toBeUndefined();
    expect(plain({ a: 1, b: "two\nlines" })).toBeUndefined();
    expect(plain({ a: 1, ["b c".repeat(50)]: 2 })).toBeUndefined();
    expect(plain({ a: { b: 1, c: ["d", "e"] } })).toBe(
      '{\n  a = {\n    b = 1;\n    c = [\n      "d"\n      "e"\n    ];\n  };\n}',
    );
  });
});
