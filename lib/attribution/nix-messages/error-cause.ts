/** A definition of an option that Nix names in an error. */
export interface NamedDefinition {
  readonly file: string;
  /** The value as Nix prints it, on one line. */
  readonly value: string | undefined;
}

/** The cause of an error, as far as the messages of Nix and of the nixpkgs module system reveal it. */
export type NixErrorCause =
  | {
      readonly kind: "conflict";
      readonly option: string;
      /** The violated rule: different values, several definitions, a definition of a read-only option, null and a value. */
      readonly rule: "different" | "unique" | "read-only" | "null";
      readonly definitions: readonly NamedDefinition[];
    }
  | {
      readonly kind: "type";
      readonly option: string;
      readonly type: string;
      readonly definitions: readonly NamedDefinition[];
    }
  | { readonly kind: "unknown-option"; readonly option: string; readonly definitions: readonly NamedDefinition[] }
  | { readonly kind: "undefined-option"; readonly option: string }
  | { readonly kind: "missing-attribute"; readonly name: string }
  | { readonly kind: "undefined-variable"; readonly name: string }
  | { readonly kind: "syntax"; readonly detail: string }
  | { readonly kind: "recursion" }
  | { readonly kind: "assertions"; readonly messages: readonly string[] }
  | { readonly kind: "missing-file"; readonly path: string }
  | { readonly kind: "refused-package"; readonly name: string; readonly reason: string }
  /** A name that nixpkgs keeps to explain the removal of a package. */
  | { readonly kind: "removed-package"; readonly name: string; readonly advice: string }
  | { readonly kind: "other" };

/** Interprets an error message of Nix. Messages about options are from lib/modules.nix and lib/options.nix of nixpkgs. */
export function causeOf(message: string): NixErrorCause {
  for (const [pattern, make] of wordings) {
    const match = pattern.exec(message);
    if (match !== null) return make(match, message);
  }
  return { kind: "other" };
}

type Make = (match: RegExpExecArray, message: string) => NixErrorCause;

const conflict =
  (rule: (NixErrorCause & { kind: "conflict" })["rule"]): Make =>
  ([, option = ""], message) => ({ kind: "conflict", option, rule, definitions: definitionsIn(message) });

const wordings: readonly (readonly [RegExp, Make])[] = [
  [/^The option `(.+?)' has conflicting definition values:/, conflict("different")],
  [/^The option `(.+?)' is defined multiple times/, conflict("unique")],
  [/^The option `(.+?)' is read-only, but it's set multiple times/, conflict("read-only")],
  [
    /^The option `(.+?)[`'] is defined both null and not null, in (.*?)\.$/m,
    ([, option = "", files = ""]) => ({
      kind: "conflict",
      option,
      rule: "null",
      definitions: [...files.matchAll(/`([^']+)'/g)].map(([, file = ""]) => ({ file, value: undefined })),
    }),
  ],
  [
    /^A definition for option `(.+?)' is not of type `([^]+?)'\./,
    ([, option = "", type = ""], message) => ({ kind: "type", option, type, definitions: definitionsIn(message) }),
  ],
  [
    /^The option `(.+?)' does not exist\./,
    ([, option = ""], message) => ({ kind: "unknown-option", option, definitions: definitionsIn(message) }),
  ],
  [
    /^The option `(.+?)' (?:is used but not defined|was accessed but has no value defined)/,
    ([, option = ""]) => ({ kind: "undefined-option", option }),
  ],
  [
    /^attribute '(.+?)' (?:missing|in selection path .* not found)/,
    ([, name = ""]) => ({ kind: "missing-attribute", name }),
  ],
  [/^undefined variable '(.+?)'/, ([, name = ""]) => ({ kind: "undefined-variable", name })],
  [/^syntax error, (.+)/, ([, detail = ""]) => ({ kind: "syntax", detail })],
  [/^(?:infinite recursion encountered|stack overflow)/, () => ({ kind: "recursion" })],
  [/^Failed assertions:\n([^]*)/, ([, list = ""]) => ({ kind: "assertions", messages: assertionsIn(list) })],
  [
    /^(?:getting status of|path|opening file) '(\/nix\/store\/[^']+)'(?:: No such file or directory| does not exist)/,
    ([, path = ""]) => ({ kind: "missing-file", path }),
  ],
  [
    // A list of supported platforms, if that is the reason, follows on separate lines.
    /^Package ‘(.+?)’ in \S+ (.+?)(?::\n[^]*?)?, refusing to evaluate\./,
    ([, name = "", reason = ""]) => ({ kind: "refused-package", name, reason }),
  ],
  [
    /^['"‘`]?([\w.-]+)['"’`]? (?:has been|was) (?:removed|renamed|replaced|deprecated)\b[^]*/,
    ([advice, name = ""]) => ({ kind: "removed-package", name, advice }),
  ],
];

/** Parses the definitions in a message, each ``- In `file': value``, with the value on that line or indented below it. */
function definitionsIn(message: string): readonly NamedDefinition[] {
  const found: { file: string; lines: string[] }[] = [];
  for (const line of message.split("\n")) {
    const [, file, value = ""] = /^- In `([^']+)'(?:, via [^:]+)?(?:: ?(.*))?$/.exec(line) ?? [];
    if (file !== undefined) found.push({ file, lines: [value] });
    else if (line.startsWith("    ")) found.at(-1)?.lines.push(line);
  }
  return found.map(({ file, lines }) => {
    const value = lines.map((line) => line.trim()).filter((line) => line !== "").join(" "); // prettier-ignore
    return { file, value: value === "" ? undefined : value };
  });
}

/** Splits assertions: each begins with a dash; its further lines do not. */
function assertionsIn(list: string): readonly string[] {
  return list
    .split(/^- /m)
    .map((text) => text.trim())
    .filter((text) => text !== "");
}
