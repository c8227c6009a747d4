import { readFileSync } from "node:fs";
import * as path from "node:path";
import { gunzipSync } from "node:zlib";
import { parseTypeDescription } from "../../lib/options";

const dump = JSON.parse(
  gunzipSync(readFileSync(path.join(__dirname, "options-24.05.json.gz"))).toString("utf8"),
) as Record<string, { readonly type: string }>;

/** A short form of a type, for comparisons. */
function short(description: string): string {
  const { type, unknown } = parseTypeDescription(description);
  expect(unknown).toEqual([]);
  return JSON.stringify(type, (key, value: unknown) => (key === "kind" ? undefined : value)) + kinds(type);
}

function kinds(value: unknown): string {
  if (typeof value !== "object" || value === null) return "";
  const { kind, members, element } = value as { kind: string; members?: unknown[]; element?: unknown };
  const inside = members === undefined ? (element === undefined ? "" : kinds(element)) : members.map(kinds).join("|");
  return inside === "" ? kind : `${kind}(${inside})`;
}

const kindsOf = (description: string): string => kinds(parseTypeDescription(description).type);

describe("descriptions of types", () => {
  it("are all parsed, for every option of NixOS 24.05", () => {
    const descriptions = new Set(Object.values(dump).map(({ type }) => type));
    expect(descriptions.size).toBe(900);
    const unknown = [...descriptions].flatMap((description) => parseTypeDescription(description).unknown);
    expect(unknown).toEqual([]);
  });

  it.each([
    ["boolean", "boolean"],
    ["null or string or path", "union(null|string|path)"],
    ["list of (submodule)", "list(submodule)"],
    ["attribute set of list of string", "attributes(list(string))"],
    ["(attribute set of boolean) or (list of string) convertible to it", "union(attributes(boolean)|list(string))"],
    ["null or ((submodule) or string convertible to it)", "union(null|submodule|string)"],
    ['one of "default", "all" or list of string', "union(enum|list(string))"],
    ['signed integer or value "auto" (singular enum)', "union(number|enum)"],
    ["function that evaluates to a(n) list of package", "function"],
    ["lazy attribute set of raw value", "attributes(anything)"],
    ['null or strings concatenated with "\\n"', "union(null|string)"],
    ["(optionally newline-terminated) single-line string", "string"],
    ["list of string matching the pattern [a-z]+[.](service|socket)", "list(string)"],
    ["unsigned integer, meaning >=0, or string matching the pattern [0-9]+", "union(number|string)"],
    ["string, not containing newlines or colons", "string"],
    ["attribute set of section of an INI file (attrs of INI atom (null, bool, int, float or string))", "attributes(attributes(union(null|boolean|number|number|string)))"], // prettier-ignore
    ["JSON value", "anything"],
    ["open submodule of attribute set of (signed integer or string)", "attributes(union(number|string))"],
    ["attribute set of (open submodule of (JSON value))", "attributes(anything)"],
    ["null or absolute path not in the Nix store", "union(null|path)"],
    ["list of package that is a Home Assistant component", "list(package)"],
  ])("%s", (description, expected) => {
    expect(kindsOf(description)).toBe(expected);
  });

  it("keep limits and the values of enumerations", () => {
    expect(short("integer between -20 and 19 (both inclusive)")).toBe(
      '{"accepts":"integer","minimum":-20,"maximum":19}number',
    );
    expect(short("16 bit unsigned integer; between 0 and 65535 (both inclusive)")).toContain('"maximum":65535');
    expect(short("integer or floating point number between 0.1 and 1 (both inclusive)")).toContain('"minimum":0.1');
    expect(short("non-empty (list of string)")).toContain('"isFilled":true');
    expect(short('null or one of false, 0, "1", "a, b"')).toContain('"values":[false,0,"1","a, b"]');
  });

  it("that cannot be parsed become types that accept anything, and are reported", () => {
    expect(parseTypeDescription("null or frobnication of string")).toEqual({
      type: { kind: "anything" },
      unknown: ["frobnication of string"],
    });
    expect(parseTypeDescription("list of (flux capacitor)")).toEqual({
      type: { kind: "list", element: { kind: "anything" } },
      unknown: ["flux capacitor"],
    });
    expect(parseTypeDescription("string)").type).toEqual({ kind: "anything" });
    expect(parseTypeDescription("").type).toEqual({ kind: "anything" });
  });
});
