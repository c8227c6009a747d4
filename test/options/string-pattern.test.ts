import { javaScriptPattern, matchesWhole } from "../../lib/options/types/string-pattern";

const fits = (posix: string, text: string): boolean => matchesWhole(javaScriptPattern(posix)!, text);

describe("patterns of strings", () => {
  const hostName = "^$|^[[:alnum:]]([[:alnum:]_-]{0,61}[[:alnum:]])?$";
  it.each<[string, string, boolean]>([
    [hostName, "lilith-2", true],
    [hostName, "", true],
    [hostName, 'a"b', false],
    [hostName, "a.b", false],
    ["[a-zA-Z0-9:_\\.-]*", "24.05:a_b-c", true],
    ["[a-zA-Z0-9:_\\.-]*", "a b", false],
    ["[[:xdigit:]]{6}", "00fFaA", true],
    ["[^/{}]+", "a/b", false],
    ["a|b", "ab", false],
    ["[0-9a-f]+\\$[0-9a-f]{2}", "0a$ff", true],
    ["[a\\]", "\\", true],
    [".+", "a\nb", true],
  ])("%s, %j: %s", (posix, text, expected) => {
    expect(fits(posix, text)).toBe(expected);
  });

  it.each(["[[:word:]]", "\\w+", "[]a]", "(a", "[[.space.]]"])("are not guessed: %s", (posix) => {
    expect(javaScriptPattern(posix)).toBeUndefined();
  });
});
