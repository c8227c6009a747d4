import * as fc from "fast-check";
import { WordSearch } from "../../lib/scan/word-search";

const wordsIn = (words: readonly string[], text: string): readonly string[] =>
  [...(new WordSearch(words).wordsIn(text) ?? [])].map((word) => words[word] ?? "").sort();

describe("the search for words", () => {
  it("finds words inside of others, and words that overlap", () => {
    expect(wordsIn(["he", "she", "his", "hers"], "ushers")).toEqual(["he", "hers", "she"]);
    expect(wordsIn(["ab", "bc"], "abc")).toEqual(["ab", "bc"]);
  });

  it("ignores the case of ASCII letters, and no other", () => {
    expect(wordsIn(["key", "kelvin"], "KeY \u212Aelvin")).toEqual(["key"]);
    expect(wordsIn(["sk"], "\u017Fk")).toEqual([]);
  });

  it("returns nothing for a text without words", () => {
    expect(new WordSearch(["key"]).wordsIn("ke y")).toBeUndefined();
    expect(new WordSearch([]).wordsIn("key")).toBeUndefined();
  });

  it("finds what a search for each word finds", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "c", "$", "-"), minLength: 1, maxLength: 4 });
    const texts = fc.string({ unit: fc.constantFrom("a", "b", "c", "A", "B", "$", "-", "é", "x"), maxLength: 30 });
    fc.assert(
      fc.property(fc.uniqueArray(letters, { maxLength: 12 }), texts, (words, text) => {
        const expected = words.filter((word) => text.toLowerCase().includes(word)).sort();
        expect(wordsIn(words, text)).toEqual(expected);
      }),
    );
  });
});
