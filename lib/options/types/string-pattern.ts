/** POSIX character classes, as in a bracket expression of JavaScript. */
const classes: Readonly<Record<string, string>> = {
  alnum: "A-Za-z0-9",
  alpha: "A-Za-z",
  blank: " \\t",
  digit: "0-9",
  lower: "a-z",
  print: "\\x20-\\x7e",
  space: "\\s",
  upper: "A-Z",
  xdigit: "0-9A-Fa-f",
};

/**
 * Translates an extended regular expression of POSIX, which Nix matches with the whole string. Undefined if it has
 * something that JavaScript would read in another way.
 */
export function javaScriptPattern(posix: string): string | undefined {
  const token = /\[(\^?)((?:\[:\w+:\]|[^\]])+)\]|\\[^\w]|[^[\]\\]/gs;
  let source = "";
  let position = 0;
  for (const match of posix.matchAll(token)) {
    if (match.index !== position) return undefined;
    position += match[0].length;
    const [whole, negation = "", members] = match;
    const bracket = members === undefined ? whole : membersOf(members);
    if (bracket === undefined) return undefined;
    source += members === undefined ? whole : `[${negation}${bracket}]`;
  }
  return position === posix.length && isValid(source) ? source : undefined;
}

/** The characters in a bracket expression, in which POSIX knows no escapes. */
function membersOf(members: string): string | undefined {
  const names = [...members.matchAll(/\[:(\w+):\]/g)].map(([, name = ""]) => name);
  if (!names.every((name) => Object.hasOwn(classes, name))) return undefined;
  return members.replace(/\[:(\w+):\]|[[\\]/g, (part, name?: string) =>
    name === undefined ? `\\${part}` : (classes[name] ?? ""),
  );
}

function isValid(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}

/** Whether a pattern of JavaScript matches a whole string. */
export function matchesWhole(source: string, text: string): boolean {
  return new RegExp(`^(?:${source})$`, "s").test(text);
}
