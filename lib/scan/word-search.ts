/** Codes of ASCII, the only characters of words. */
const codes = 128;

/**
 * Finds which of many words a text contains, ignoring the case of ASCII letters. Most positions of a text are left behind after two
 * characters, however many words there are.
 */
export class WordSearch {
  /** Number of different characters of the words; 0 is for all others. */
  private readonly width: number;
  private readonly classes = new Uint8Array(codes);
  /** The tree of the words' beginnings: for each beginning and character, the longer beginning; 0 if no word continues so. */
  private readonly next: Uint16Array;
  /** The word that each beginning is, by position in the list. */
  private readonly whole: (number | undefined)[] = [undefined];

  /** @param words different words of ASCII characters, in lower case; at most 65,535 characters in total */
  constructor(words: readonly string[]) {
    const characters = [...new Set(words.join(""))];
    this.width = characters.length + 1;
    for (const [index, character] of characters.entries()) {
      this.classes[character.charCodeAt(0)] = index + 1;
      this.classes[character.toUpperCase().charCodeAt(0)] = index + 1;
    }
    this.next = new Uint16Array(words.reduce((sum, { length }) => sum + length, 1) * this.width);
    for (const [index, word] of words.entries()) this.add(word, index);
  }

  /** The words in a text, as their positions in the list; undefined if there are none. */
  wordsIn(text: string): ReadonlySet<number> | undefined {
    const { width, next, whole } = this;
    let words: Set<number> | undefined;
    for (let start = 0; start < text.length; start++) {
      let beginning = next[this.classAt(text, start)] ?? 0;
      for (let at = start + 1; beginning !== 0; at++) {
        const word = whole[beginning];
        if (word !== undefined) (words ??= new Set()).add(word);
        beginning = next[beginning * width + this.classAt(text, at)] ?? 0;
      }
    }
    return words;
  }

  private classAt(text: string, at: number): number {
    const code = text.charCodeAt(at);
    return code < codes ? (this.classes[code] ?? 0) : 0;
  }

  private add(word: string, index: number): void {
    let beginning = 0;
    for (let at = 0; at < word.length; at++) {
      const place = beginning * this.width + this.classAt(word, at);
      beginning = this.next[place] ?? 0;
      if (beginning === 0) beginning = this.whole.push(undefined) - 1;
      this.next[place] = beginning;
    }
    this.whole[beginning] = index;
  }
}
