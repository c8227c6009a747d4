/**
 * Converts a regular expression of Go (RE2) to one of JavaScript without flags. Node 20 has no flags inside a pattern, so
 * letters that match in either case are written as sets.
 * @throws Error if the pattern contains something that has no counterpart here
 */
export function javascriptPattern(source: string): string {
  let result = "";
  let at = 0;
  let flags: Flags = { ignoresCase: false, dotMatchesAll: false };
  const outer: Flags[] = [];
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (found === null) return undefined;
    at += found[0].length;
    return found;
  };
  while (at < source.length) {
    const group = take(/\(\?([is]*)(-[is]+)?([:)])/y);
    if (group !== undefined) {
      const [, on = "", off = "", end] = group;
      const changed = {
        ignoresCase: on.includes("i") || (flags.ignoresCase && !off.includes("i")),
        dotMatchesAll: on.includes("s") || (flags.dotMatchesAll && !off.includes("s")),
      };
      if (end === ":") {
        outer.push(flags);
        result += "(?:";
      }
      flags = changed;
      continue;
    }
    if (take(/\(\?P?<\w+>|\((?!\?)/y) !== undefined) {
      outer.push(flags);
      result += "(";
      continue;
    }
    const set = take(/\[(?:\[:\w+:\]|\\[^]|[^\]\\])+\]/y);
    if (set !== undefined) {
      result += flags.ignoresCase ? eitherCase(classOf(set[0])) : classOf(set[0]);
      continue;
    }
    const escape = take(/\\([^])/y);
    if (escape !== undefined) {
      const [text, letter = ""] = escape;
      if (/[a-zA-Z]/.test(letter) && !/[bBdDnrsStwWxz]/.test(letter)) throw new Error(`unknown escape ${text}`);
      result += letter === "z" ? "$" : text;
      if (letter === "x") result += take(/[\da-fA-F]{2}/y)?.[0] ?? "";
      continue;
    }
    const character = source[at] ?? "";
    at += 1;
    if (source.startsWith("(?", at - 1)) throw new Error(`unknown group at ${source.slice(at - 1, at + 10)}`);
    if (character === ")") flags = outer.pop() ?? flags;
    if (character === "." && flags.dotMatchesAll) result += "[^]";
    else if (flags.ignoresCase && isLetter(character)) {
      result += `[${character.toLowerCase()}${character.toUpperCase()}]`;
    } else result += character;
  }
  // Fails if JavaScript does not accept it.
  return new RegExp(result).source;
}

interface Flags {
  readonly ignoresCase: boolean;
  readonly dotMatchesAll: boolean;
}

const isLetter = (character: string): boolean => /^[a-zA-Z]$/.test(character);

function classOf(set: string): string {
  const named = set.replaceAll("[:alnum:]", "a-zA-Z0-9");
  if (named.includes("[:")) throw new Error(`unknown class in ${set}`);
  return named;
}

/** A set with the other case of each of its letters and ranges of letters. */
function eitherCase(set: string): string {
  const letters = set.replaceAll(/\\./g, "").match(/[a-z]-[a-z]|[A-Z]-[A-Z]|[a-zA-Z]/g) ?? [];
  const others = letters.map((part) => (part === part.toLowerCase() ? part.toUpperCase() : part.toLowerCase()));
  const added = [...new Set(others)].filter((part) => !set.includes(part));
  const [opening = "["] = /^\[\^?/.exec(set) ?? [];
  return `${opening}${added.join("")}${set.slice(opening.length)}`;
}
