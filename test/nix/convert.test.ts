import { isLeft, isRight } from "fp-ts/Either";
import { formatValuePath, nix, pkgs, printExpression, toExpression, type ValueIssue } from "../../lib/nix";

function printed(value: unknown): string {
  const result = toExpression(value);
  if (isRight(result)) return printExpression(result.right);
  throw new Error(JSON.stringify(result.left));
}

function issues(value: unknown): readonly ValueIssue[] {
  const result = toExpression(value, ["props", "config"]);
  return isLeft(result) ? result.left : [];
}

function described(value: unknown): readonly string[] {
  return issues(value).map(({ path, reason, fix }) => `${formatValuePath(path)}: ${reason}; ${fix}`);
}

describe("toExpression", () => {
  test("converts null, booleans, numbers, bigints, strings, lists, and sets", () => {
    const value = { n: null, t: true, i: -3, f: 0.5, b: 2n ** 63n - 1n, s: "x", l: [1, "a"], e: {}, el: [] };
    expect(printed(value)).toMatchInlineSnapshot(`
     "{
       n = null;
       t = true;
       i = -3;
       f = 0.5;
       b = 9223372036854775807;
       s = "x";
       l = [
         1
         "a"
       ];
       e = { };
       el = [ ];
     }"
    `);
  });

  test("gives equal paths and texts their own meaning in each value", () => {
    const inner = { name: "x" };
    expect(printed({ a: { b: inner }, c: { b: { name: "x", other: "x" } }, d: inner, e: { b: { name: "x" } } }))
      .toMatchInlineSnapshot(`
     "{
       a.b.name = "x";
       c.b = {
         name = "x";
         other = "x";
       };
       d.name = "x";
       e.b.name = "x";
     }"
    `);
  });

  test("omits sets without values on request, but not inside of lists and expressions", () => {
    const empty = { a: undefined, b: { c: undefined } };
    const value = { x: empty, y: {}, l: [empty], w: nix.force(empty), z: { x: empty, only: 1 } };
    const result = toExpression(value, [], undefined, true);
    expect(isRight(result) ? printExpression(result.right) : result.left).toMatchInlineSnapshot(`
     "{
       y = { };
       l = [ { b = { }; } ];
       w = lib.mkForce { b = { }; };
       z.only = 1;
     }"
    `);
    expect(toExpression(empty, [], undefined, true)).toEqual(toExpression({}));
  });

  test("folds a set of one attribute into its parent's key, at any depth", () => {
    expect(printed({ boot: { loader: { timeout: 0 } } })).toBe("{ boot.loader.timeout = 0; }");
    expect(printed({ a: { b: { c: 1, d: 2 } } })).toBe("{\n  a.b = {\n    c = 1;\n    d = 2;\n  };\n}");
    expect(printed({ a: { b: {} } })).toBe("{ a.b = { }; }");
    expect(printed([{ a: { b: 1 } }])).toBe("[ { a.b = 1; } ]");
  });

  test("does not fold through an expression, whose set may have more attributes", () => {
    expect(printed({ a: nix.force({ b: 1 }) })).toBe("{ a = lib.mkForce { b = 1; }; }");
  });

  test("omits undefined attributes", () => {
    expect(printed({ a: { b: undefined, c: 1 }, d: undefined })).toBe("{ a.c = 1; }");
    expect(printed({ a: { b: undefined } })).toBe("{ a = { }; }");
  });

  test("keeps the order of attributes", () => {
    expect(printed({ z: 1, a: 2 })).toBe("{\n  z = 1;\n  a = 2;\n}");
  });

  test("quotes attribute names that Nix would not parse as one name", () => {
    const names = ["a-b", "with", "or", "", "a.b", "1a", '"', "${x}", "é"];
    const bindings = names.map((name) => printed({ [name]: 1 }));
    expect(bindings).toMatchInlineSnapshot(`
     [
       "{ a-b = 1; }",
       "{ "with" = 1; }",
       "{ "or" = 1; }",
       "{ "" = 1; }",
       "{ "a.b" = 1; }",
       "{ "1a" = 1; }",
       "{ "\\"" = 1; }",
       "{ "\\\${x}" = 1; }",
       "{ "é" = 1; }",
     ]
    `);
  });

  test("treats names that JavaScript objects inherit as ordinary names", () => {
    const value = JSON.parse('{ "__proto__": 1, "constructor": 2 }') as unknown;
    expect(printed(value)).toBe("{\n  __proto__ = 1;\n  constructor = 2;\n}");
  });

  test("accepts objects without a prototype, and a shared object twice", () => {
    const shared = { x: 1 };
    expect(printed(Object.assign(Object.create(null) as object, { a: shared, b: shared }))).toBe(
      "{\n  a.x = 1;\n  b.x = 1;\n}",
    );
  });

  test("reports every value that Nix cannot represent with its path, reason, and fix", () => {
    class Service {}
    const cyclic: Record<string, unknown> = {};
    cyclic.again = [cyclic];
    expect(
      described({
        nan: NaN,
        "a.b": [1, -Infinity],
        big: 2n ** 63n,
        nul: "a\0b",
        half: "\ud800",
        name: { "\0": 1 },
        run: function start() {
          return 1;
        },
        symbol: Symbol("s"),
        keyed: { [Symbol("k")]: 1 },
        instance: new Service(),
        date: new Date(0),
        map: new Map(),
        hole: [undefined],
        forced: nix.force({ deep: [NaN] }),
        merged: nix.merge({ a: 1 }, { b: NaN }),
        text: nix.str`${pkgs.hello} ${true}`,
        raw: nix.raw("\0"),
        cyclic,
      }),
    ).toMatchInlineSnapshot(`
     [
       "props.config.nan: Nix cannot represent NaN; use a finite number",
       "props.config["a.b"][1]: Nix cannot represent -Infinity; use a finite number",
       "props.config.big: 9223372036854775808 exceeds the 64 bits of a Nix integer; pass it as a string",
       "props.config.nul: Nix strings cannot contain a NUL character; remove the \\0, or write the file in a derivation",
       "props.config.half: half of a surrogate pair is not valid text; cut strings between characters, not inside one",
       "props.config.name["\\u0000"]: Nix strings cannot contain a NUL character (in an attribute name); remove the \\0, or write the file in a derivation",
       "props.config.run: a JavaScript function (start) is not a Nix value; call it, or write a Nix function with nix.fn or nix.raw",
       "props.config.symbol: Symbol(s) is a symbol, which is not a Nix value; use its description as a string",
       "props.config.keyed: symbols cannot be attribute names; use strings as keys",
       "props.config.instance: an instance of Service is not plain data; pass its values as a plain object or a string",
       "props.config.date: an instance of Date is not plain data; pass its values as a plain object or a string",
       "props.config.map: an instance of Map is not plain data; pass its values as a plain object or a string",
       "props.config.hole[0]: undefined is not a Nix value; omit it, or use null",
       "props.config.forced.deep[0]: Nix cannot represent NaN; use a finite number",
       "props.config.merged[1].b: Nix cannot represent NaN; use a finite number",
       "props.config.text[1]: Nix cannot interpolate a boolean into a string; interpolate a string, a path, or a package",
       "props.config.raw: Nix strings cannot contain a NUL character; remove the \\0, or write the file in a derivation",
       "props.config.cyclic.again[0]: the value contains itself; Nix data cannot be cyclic: break the cycle",
     ]
    `);
  });

  test("reports exceptions of getters, and continues", () => {
    const value = {
      get broken(): never {
        throw new Error("not yet");
      },
      also: NaN,
    };
    expect(described(value)).toEqual([
      "props.config.broken: reading the value failed: not yet; use plain data",
      "props.config.also: Nix cannot represent NaN; use a finite number",
    ]);
  });

  test("finds cycles through expressions", () => {
    const set: Record<string, unknown> = {};
    set.a = nix.force(set as never);
    expect(described(set)).toEqual([
      "props.config.a: the value contains itself; Nix data cannot be cyclic: break the cycle",
    ]);
  });

  test("prints multi-line strings as indented strings if Nix evaluates them to exactly the same text", () => {
    expect(printed({ a: "one\n  two\n" })).toBe("{\n  a = ''\n    one\n      two\n  '';\n}");
    expect(printed({ a: "one\ntwo" })).toBe("{\n  a = ''\n    one\n    two'';\n}");
    for (const text of [" one\n two\n", "one\n  \ntwo", "one\r\ntwo", "one\ntwo'", "a\n'''b", "\n\n", "one\n"]) {
      expect(printed(text)).not.toContain("''\n");
    }
  });
});

describe("formatValuePath", () => {
  test("formats a path like TypeScript", () => {
    expect(formatValuePath(["props", "config", "boot", "a.b", 2, "c"])).toBe('props.config.boot["a.b"][2].c');
    expect(formatValuePath([])).toBe("");
  });
});
