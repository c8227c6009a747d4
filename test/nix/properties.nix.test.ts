import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { isRight } from "fp-ts/Either";
import {
  ast,
  freeVariables,
  printExpression,
  printFile,
  toExpression,
  transform,
  type Expression,
} from "../../lib/nix";
import { expression } from "./support/expressions";
import { evaluateJson, parse } from "./support/nix-instantiate";
import { plainly } from "./support/reference-printer";
import { inNameOrder } from "./support/rendering";
import { double, text, value } from "./support/values";

/** Cases for each call of Nix, and calls for each property. */
const batch = 250;
const batches = 10;

/** Checks cases in batches. If a batch fails, bisection finds the failing case, and its error is reported. */
function batchesOf<T>(arbitrary: fc.Arbitrary<T>, check: (cases: readonly T[]) => void): void {
  const property = fc.property(fc.array(arbitrary, { minLength: batch, maxLength: batch }), (cases) => {
    let suspects: readonly T[] = cases;
    while (failure(check, suspects) !== undefined && suspects.length > 1) {
      const half = suspects.slice(0, suspects.length / 2);
      suspects = failure(check, half) === undefined ? suspects.slice(suspects.length / 2) : half;
    }
    const error = failure(check, suspects);
    if (error !== undefined) throw error;
  });
  fc.assert(property, { numRuns: batches, endOnFailure: true });
}

function failure<T>(check: (cases: readonly T[]) => void, cases: readonly T[]): Error | undefined {
  try {
    check(cases);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** A double as JSON with a fraction or exponent: without one, Nix parses an integer, which wraps beyond 64 bits. */
function fractionalJson(each: number): string {
  const text = JSON.stringify(each);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function converted(each: unknown): Expression {
  const result = toExpression(each);
  if (isRight(result)) return result.right;
  throw new Error(JSON.stringify(result.left));
}

function printed(expressions: readonly Expression[], width = 100): string {
  return `[\n${expressions.map((each) => `(\n${printExpression(each, { width })}\n)`).join("\n")}\n]\n`;
}

/** An expression with all of its free variables bound, so that Nix accepts it on its own. */
function closed(each: Expression): Expression {
  return ast.lambda(ast.formals({ names: [...freeVariables(each)], ellipsis: true }), each);
}

/**
 * An expression whose indented strings need no escapes: Nix's parser keeps an escape there as a separate string, so that
 * two strings with the same value look different. A separate test compares their values.
 */
function withoutEscapes(each: Expression): Expression {
  if (each.kind !== "indentedString") return each;
  const parts = each.parts.map((part) => (typeof part === "string" ? part.replace(/['$]/g, "_") : part));
  return ast.indentedString(...parts);
}

/** Nix's own rendering of a list of expressions, without the empty strings it adds before a line's first interpolation. */
function parsed(source: string): string {
  return inNameOrder(
    parse(source)
      .replaceAll(/"" \+ /g, "")
      .replaceAll(/ \+ ""/g, ""),
  );
}

describe("against real Nix", () => {
  test("a value survives a round trip through Nix", () => {
    batchesOf(value, (cases) => {
      const back: unknown = JSON.parse(evaluateJson(printed(cases.map(converted))));
      // Through JSON once, so that prototypes and key orders are not compared.
      expect(back).toEqual(JSON.parse(JSON.stringify(cases)));
    });
  });

  test("a text survives a round trip through Nix, as a string and as an indented string", () => {
    batchesOf(text, (cases) => {
      const both = cases.flatMap((each) => [ast.string(each), ast.indentedString(each)]);
      expect(JSON.parse(evaluateJson(printed(both)))).toEqual(cases.flatMap((each) => [each, each]));
    });
  });

  test("an indented string with interpolations has the value of the plain string", () => {
    batchesOf(
      fc.array(
        fc.oneof(
          text,
          fc.constant(ast.string("x")),
          text.map((each) => ast.string(each)),
        ),
      ),
      (cases) => {
        const wanted = cases.map((parts) =>
          parts.map((part) => (typeof part === "string" ? part : part.parts.map(String).join(""))).join(""),
        );
        for (const make of [ast.string, ast.indentedString]) {
          const expressions = cases.map((parts) => ast.binding("v", make(...parts)));
          const sets = expressions.map((each) => ast.select(ast.attributeSet({ bindings: [each] }), "v"));
          expect(JSON.parse(evaluateJson(printed(sets)))).toEqual(wanted);
        }
      },
    );
  });

  test("a double is the same double in Nix", () => {
    batchesOf(double, (cases) => {
      const same = cases.map((each) => {
        const exact = ast.apply(ast.select(ast.identifier("builtins"), "fromJSON"), ast.string(fractionalJson(each)));
        return ast.binary("==", ast.float(each), exact);
      });
      expect(JSON.parse(evaluateJson(printed(same)))).toEqual(cases.map(() => true));
      const signs = JSON.parse(evaluateJson(printed(cases.filter((each) => each === 0).map(ast.float)))) as number[];
      expect(signs).toEqual(cases.filter((each) => each === 0));
    });
  });

  test("a 64-bit integer is the same integer in Nix", () => {
    const integer = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    const edge = fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n, -(2n ** 63n) + 1n, 0n, -1n);
    batchesOf(fc.oneof({ weight: 9, arbitrary: integer }, edge), (cases) => {
      const texts = cases.map((each) => ast.apply(ast.identifier("toString"), converted(each)));
      expect(JSON.parse(evaluateJson(printed(texts)))).toEqual(cases.map(String));
    });
  });

  test("Nix parses every printed expression, at any width, as the intended expression", () => {
    batchesOf(expression, (cases) => {
      const all = cases.map(closed);
      for (const width of [20, 60, 100]) parse(printed(all, width));
      const comparable = all.map((each) => transform(each, withoutEscapes));
      const meant = parsed(`[\n${comparable.map(plainly).join("\n")}\n]`);
      for (const width of [20, 60, 100]) expect(parsed(printed(comparable, width))).toBe(meant);
    });
  });
});

describe("printing", () => {
  test("is deterministic, also after a traversal that changes nothing, which returns the same object", () => {
    fc.assert(
      fc.property(expression, (each) => {
        const same = transform(each, (inner) => inner);
        expect(same).toBe(each);
        const copy = transform(each, (inner) => ({ ...inner }));
        expect(isDeepStrictEqual(copy, each)).toBe(true);
        expect(printFile(copy)).toBe(printFile(each));
      }),
      { numRuns: 5000 },
    );
  });

  test("ends a file with exactly one newline", () => {
    fc.assert(
      fc.property(expression, (each) => {
        const file = printFile(each);
        expect(file.endsWith("\n")).toBe(true);
        expect(file.endsWith("\n\n")).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});
