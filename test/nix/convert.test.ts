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
  test("takes null, booleans, numbers, bigints, texts, lists and sets", () => {
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

  test("folds a set of one attribute into the key of its parent, as deep as it goes", () => {
    expect(printed({ boot: { loader: { timeout: 0 } } })).toBe("{ boot.loader.timeout = 0; }");
    expect(printed({ a: { b: { c: 1, d: 2 } } })).toBe("{\n  a.b = {\n    c = 1;\n    d = 2;\n  };\n}");
    expect(printed({ a: { b: {} } })).toBe("{ a.b = { }; }");
    expect(printed([{ a: { b: 1 } }])).toBe("[ { a.b = 1; } ]");
  });

  test("does not fold through an expression, whose set may be one attribute of more", () => {
    expect(printed({ a: nix.force({ b: 1 }) })).toBe("{ a = lib.mkForce { b = 1; }; }");
  });

  test("leaves out attributes that are undefined", () => {
    expect(printed({ a: { b: undefined, c: 1 }, d: undefined })).toBe("{ a.c = 1; }");
    expect(printed({ a: { b: undefined } })).toBe("{ a = { }; }");
  });

  test("keeps the order of attributes", () => {
    expect(printed({ z: 1, a: 2 })).toBe("{\n  z = 1;\n  a = 2;\n}");
  });

  test("quotes attribute names that Nix would not read as one", () => {
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

  test("takes the names that JavaScript objects inherit for what they are", () => {
    const value = JSON.parse('{ "__proto__": 1, "constructor": 2 }') as unknown;
    expect(printed(value)).toBe("{\n  __proto__ = 1;\n  constructor = 2;\n}");
  });

  test("takes objects without a prototype, and a shared object twice", () => {
    const shared = { x: 1 };
    expect(printed(Object.assign(Object.create(null) as object, { a: shared, b: shared }))).toBe(
      "{\n  a.x = 1;\n  b.x = 1;\n}",
    );
  });

  test("gives every value that Nix cannot hold with its path, its reason and its fix", () => {
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
       "props.config.nan: Nix has no NaN; give a finite number",
       "props.config["a.b"][1]: Nix has no -Infinity; give a finite number",
       "props.config.big: 9223372036854775808 does not fit into the 64 bits of a Nix integer; give it as a string",
       "props.config.nul: Nix strings cannot hold a NUL character; remove the \\0, or write the file in a derivation",
       "props.config.half: half of a surrogate pair is no text; cut strings between characters, not inside one",
       "props.config.name["\\u0000"]: Nix strings cannot hold a NUL character (in an attribute name); remove the \\0, or write the file in a derivation",
       "props.config.run: a JavaScript function (start) is no Nix value; call it, or write a Nix function with nix.fn or nix.raw",
       "props.config.symbol: Symbol(s) is a symbol, which is no Nix value; give its description as a string",
       "props.config.keyed: symbols cannot be attribute names; use strings as keys",
       "props.config.instance: an instance of Service is no plain data; give its values as a plain object or a string",
       "props.config.date: an instance of Date is no plain data; give its values as a plain object or a string",
       "props.config.map: an instance of Map is no plain data; give its values as a plain object or a string",
       "props.config.hole[0]: undefined is no Nix value; leave it out, or give null",
       "props.config.forced.deep[0]: Nix has no NaN; give a finite number",
       "props.config.merged[1].b: Nix has no NaN; give a finite number",
       "props.config.text[1]: Nix cannot interpolate a boolean into a string; interpolate a string, a path or a package",
       "props.config.raw: Nix strings cannot hold a NUL character; remove the \\0, or write the file in a derivation",
       "props.config.cyclic.again[0]: the value contains itself; Nix data cannot be cyclic: break the cycle",
     ]
    `);
  });

  test("reports what a getter throws, and goes on", () => {
    const value = {
      get broken(): never {
        throw new Error("not yet");
      },
      also: NaN,
    };
    expect(described(value)).toEqual([
      "props.config.broken: reading the value failed: not yet; give plain data",
      "props.config.also: Nix has no NaN; give a finite number",
    ]);
  });

  test("finds cycles through expressions", () => {
    const set: Record<string, unknown> = {};
    set.a = nix.force(set as never);
    expect(described(set)).toEqual([
      "props.config.a: the value contains itself; Nix data cannot be cyclic: break the cycle",
    ]);
  });

  test("prints texts of several lines as indented strings where Nix gives exactly the text back", () => {
    expect(printed({ a: "one\n  two\n" })).toBe("{\n  a = ''\n    one\n      two\n  '';\n}");
    expect(printed({ a: "one\ntwo" })).toBe("{\n  a = ''\n    one\n    two'';\n}");
    for (const text of [" one\n two\n", "one\n  \ntwo", "one\r\ntwo", "one\ntwo'", "a\n'''b", "\n\n", "one\n"]) {
      expect(printed(text)).not.toContain("''\n");
    }
  });
});

describe("formatValuePath", () => {
  test("writes a path as TypeScript would", () => {
    expect(formatValuePath(["props", "config", "boot", "a.b", 2, "c"])).toBe('props.config.boot["a.b"][2].c');
    expect(formatValuePath([])).toBe("");
  });
});
