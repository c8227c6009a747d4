import { optionMalformed } from "./errors";

/** Parses an option path such as `users.users."a.b".uid` into names. @throws a failure of kind `usage`. */
export function parseOptionPath(text: string): readonly string[] {
  const name = /(?:"((?:[^"\\]|\\.)*)"|([^".\s]+))(\.|$)/y;
  const names: string[] = [];
  while (name.lastIndex < text.length) {
    const [, quoted, plain, end] = name.exec(text) ?? [];
    const found = quoted?.replaceAll(/\\(.)/g, "$1") ?? plain;
    if (found === undefined || (end === "." && name.lastIndex === text.length)) throw optionMalformed(text);
    names.push(found);
  }
  if (names.length === 0) throw optionMalformed(text);
  return names;
}
