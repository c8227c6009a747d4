import { anything, union, type OptionType } from "./option-type";

const string: OptionType = { kind: "string" };
const integer: OptionType = { kind: "number", accepts: "integer" };
const set: OptionType = { kind: "attributes", element: anything };

/**
 * Types of nixpkgs' lib.types by their descriptions. Source: lib/types.nix and pkgs/pkgs-lib/formats.nix of nixpkgs
 * 24.05 to 26.11.
 */
const exact: Readonly<Record<string, OptionType>> = {
  boolean: { kind: "boolean" },
  null: { kind: "null" },
  string,
  "Concatenated string": string,
  "non-empty string": { kind: "string", isFilled: true },
  "single-line string": string,
  "signed integer": integer,
  integer,
  "unsigned integer, meaning >=0": { kind: "number", accepts: "integer", minimum: 0 },
  "positive integer, meaning >0": { kind: "number", accepts: "integer", minimum: 1 },
  "nonzero signed integer, meaning !=0": integer,
  "floating point number": { kind: "number", accepts: "float" },
  "nonnegative floating point number, meaning >=0": { kind: "number", accepts: "float", minimum: 0 },
  "nonnegative integer or floating point number, meaning >=0": { kind: "number", accepts: "both", minimum: 0 },
  "positive integer or floating point number, meaning >0": { kind: "number", accepts: "both", minimum: 0 },
  path: { kind: "path" },
  "absolute path": { kind: "path" },
  "path in the Nix store": { kind: "path" },
  "path, not containing newlines or colons": { kind: "path" },
  "absolute path, not containing newlines or colons": { kind: "path" },
  "absolute path not in the Nix store": { kind: "path" },
  "string, not containing newlines or colons": string,
  "string without line breaks or quotes": string,
  "string, with spaces inside double quotes": string,
  "string without spaces": string,
  "string starting with / or ~/": string,
  "printable string without spaces, # and /": string,
  "string containing all of the characters %Y, %m, %d, %H, %M, %S": string,
  package: { kind: "package" },
  "package with provided sessions": { kind: "package" },
  "NetworkManager plugin package": { kind: "package" },
  "NetworkManager plug-in": { kind: "package" },
  "ibus-engine": { kind: "package" },
  "nixpkgs overlay": { kind: "function" },
  "attribute set": set,
  "Flat key-value file": set,
  "configured template name": string,
  submodule: { kind: "submodule" },
  "file mode string": string,
  "session name": string,
  "Minecraft UUID": string,
  "PKCS#11 URI": string,
  "3×3 matrix of floating point numbers": string,
};

/** The type names listed in `atom (null, bool, int, float or string)` and similar descriptions. */
const words: Readonly<Record<string, OptionType>> = {
  null: { kind: "null" },
  bool: { kind: "boolean" },
  int: integer,
  integer,
  float: { kind: "number", accepts: "both" },
  str: string,
  string,
  path: { kind: "path" },
  package: { kind: "package" },
};

/**
 * Names of types that accept many kinds of values, or whose kind nixpkgs does not describe: file formats, raw values.
 */
const takeAnything: readonly RegExp[] = [
  /^\w+ config (?:value|stanza)(?=$|[ ,)])/,
  /^(?:lib\.maintainers|lib\.teams|value coercible to CLI argument)(?=$|[ ,)])/,
  /^attribute-tagged union with choices: [\w, -]+/,
  /^key ID prefixed with BTN_ or KEY_/,
  /^(?:unspecified|raw) value(?=$|[ ,)])/,
  /^(?:anything|lambda|maintainer|optionType|module|raw elixir|elixir tuple)(?=$|[ ,)])/,
  /^(?:systemd|settings) option(?=$|[ ,)])/,
  /^(?:nixpkgs config|Toplevel NixOS config|An evaluation of Nixpkgs; .*)/,
  /^(?:[\w+#.-]+ )?(?:[\w-]+ )?(?:config type|config|options|params|plug-in|names|records value)(?=$|[ ,)])/,
  /^(?:IPv4 or IPv6 address|Network prefix in CIDR notation|Go duration|tmpfiles\.d\(5\) age format)(?=$|[ ,)])/,
  /^string of the form [^\s)]+/,
  /^dataset\/template options/,
  /^KDE Configuration file/,
  // Whole sentences follow, to the end.
  /^[\w.]+ configuration(?: type)?\. [^]*$/,
  /^LDAP value - [^)]*/,
  /^instances of this type recursively/,
  /^YAML 1\.[12] value(?=$|[ ,)])/,
  /^sysfs attribute values?(?=$|[ ,)])/,
  /^[\w+#.-]+(?: (?!or )[\w-]+)? values?(?=$|[ ,)])/,
];

type Pattern = readonly [RegExp, OptionType | ((found: RegExpExecArray) => OptionType)];

const bound = String.raw`(-?\d+(?:\.\d+)?)`;
const escaped = (name: string): string => name.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&");

const patterns: readonly Pattern[] = [
  [
    new RegExp(`^(integer or floating point number|integer) between ${bound} and ${bound} \\(both inclusive\\)`),
    ([, name, minimum, maximum]) => ({
      kind: "number",
      accepts: name === "integer" ? "integer" : "both",
      minimum: Number(minimum),
      maximum: Number(maximum),
    }),
  ],
  [
    new RegExp(`^\\d+ bit (?:un)?signed integer; between ${bound} and ${bound} \\(both inclusive\\)`),
    ([, minimum, maximum]) => ({
      kind: "number",
      accepts: "integer",
      minimum: Number(minimum),
      maximum: Number(maximum),
    }),
  ],
  [/^\d+ bit (?:un)?signed integer|^integer of at least 16 bits/, integer],
  [/^\(optionally newline-terminated\) single-line string/, string],
  [/^package that is an? (?:Home Assistant component|Home Assistant theme|navidrome plugin)/, { kind: "package" }],
  [/^Fish shell code concatenated with "\\n"/, string],
  [/^strings concatenated with "(?:[^"\\]|\\.)*"/, string],
  [
    /^(?:(?:INI |Nix config )?atom )?\(((?:(?:null|bool|int|integer|float|str|string|path|package)(?:, or | or |, )?){2,})\)/,
    atoms,
  ],
  ...takeAnything.map((pattern): Pattern => [pattern, anything]),
  // Longest first: "string without spaces" before "string". One pattern, because compiling many takes milliseconds.
  [
    new RegExp(
      `^(${Object.keys(exact)
        .sort((left, right) => right.length - left.length)
        .map(escaped)
        .join("|")})(?=$|[ ,)])`,
    ),
    ([, name = ""]) => exact[name] ?? anything,
  ],
];

function atoms([, list = ""]: RegExpExecArray): OptionType {
  return union(list.split(/, or | or |, /).map((word) => words[word] ?? anything));
}

/** The type whose name a description begins with, and the length of that name. */
export function namedType(text: string): { readonly type: OptionType; readonly length: number } | undefined {
  // Most descriptions: without it, a program compiles all of the patterns.
  const whole = Object.hasOwn(exact, text) ? exact[text] : undefined;
  if (whole !== undefined) return { type: whole, length: text.length };
  for (const [pattern, type] of patterns) {
    const found = pattern.exec(text);
    if (found !== null) return { type: typeof type === "function" ? type(found) : type, length: found[0].length };
  }
  return undefined;
}
