import fc from "fast-check";

/** Text that is easy to print wrong: quotes, escapes, interpolation, indentation, control characters. */
const pieces = [
  "\"", "\\", "${", "$", "$$", "''", "'", "'''", "{", "}", "\n", "\n\n", "\r", "\r\n", "\t", " ", "  ", "    ",
  "a", "b c", "ß", "→", "🦀", "\u0001", "\u001b[0m", "\u007f", "\ufeff", "\u2028", "#", "/*", "*/", ";", "''${", "\\n",
  "echo \"$HOME\"", "if [ -e x ]; then", "\\${x}", "$''", "''$", "''\\", "x = 1;",
]; // prettier-ignore

/** Any text that Nix can represent. */
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join("")),
  fc
    .array(fc.array(fc.constantFrom(...pieces.filter((each) => !each.includes("\r"))), { maxLength: 4 }), {
      maxLength: 5,
    })
    .map((lines) => lines.map((parts) => parts.join("")).join("\n")),
  fc.string({ unit: "grapheme" }).map((each) => each.replaceAll("\0", "")),
);

/** Any attribute name. */
export const attributeName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "a",
    "b",
    "enable",
    "x-y",
    "z'",
    "_",
    "with",
    "or",
    "rec",
    "null",
    "true",
    "",
    "a.b",
    "1a",
    "-x",
    "é",
  ),
  fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "then", "0", "10"),
  text,
);

/** Any data that both JSON and Nix can represent exactly. */
export const value: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(fc.constant(null), fc.boolean(), fc.maxSafeInteger(), text),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(attributeName, tie("value")), { maxLength: 4 }).map((entries) => {
      const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
      for (const [name, each] of entries) result[name] = each;
      return result;
    }),
  ),
})).value;

/** Any finite double. */
export const double: fc.Arbitrary<number> = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -(2 ** -1021), max: 2 ** -1021 }),
  fc.constantFrom(0, -0, 5e-324, -5e-324, 2 ** -1022, Number.MAX_VALUE, -Number.MAX_VALUE, 1e21, 1e22, 1e-7, 0.1, 1e5),
);
