const blank = /(?:\s+|#[^\n\r]*|\/\*[^]*?\*\/)*/y;
const word = /[a-zA-Z_][\w'-]*/y;
const address = /[a-zA-Z][a-zA-Z0-9+.-]*:[a-zA-Z0-9%/?:@&=+$,_.!~*'-]/y;

/** Names without a definition that Nix knows, and the keywords that begin an expression. Source: the Nix manual. */
const known = new Set(
  (
    "abort assert baseNameOf break builtins derivation derivationStrict dirOf false fetchGit fetchMercurial fetchTarball " +
    "fetchTree fromTOML if import isNull let map null placeholder rec removeAttrs scopedImport throw toString true with"
  ).split(" "),
);

/**
 * Why a text is certainly not Nix source, or not that of a module, which is a set or a function; undefined if it may be. Judges
 * the beginning only, which is enough for prose, and for files in other formats.
 */
export function sourceProblem(text: string, kind: "expression" | "module"): string | undefined {
  if (text.includes("\0")) return "it is not a text file";
  let at = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? "";
  };
  const parameters = new Set<string>();
  for (;;) {
    at += take(blank).length;
    if (at >= text.length) return parameters.size > 0 ? "it ends too early" : "it is empty";
    const name = take(word);
    if (name === "" || take(address) !== "") break;
    at += name.length;
    const after = at + take(blank).length;
    if (text[after] !== ":") {
      const isDefined = known.has(name) || name.startsWith("__") || parameters.has(name) || text[after] === "@";
      return isDefined ? undefined : `it begins with the word "${name}", which Nix does not know`;
    }
    parameters.add(name);
    at = after + 1;
  }
  const rest = text.slice(at);
  if (/^\{\s*"(?:[^"\\]|\\.)*"\s*:/.test(rest)) return "it is JSON";
  return kind === "expression" || /^[({]/.test(rest)
    ? undefined
    : `it begins with ${JSON.stringify(/^\S{1,20}/.exec(rest)?.[0] ?? "")}`;
}
