/** The size of the buffer for texts at first: more than most generated files need. */
const usualSize = 16 * 1024;

/** The most bytes of UTF-8 for a unit of a string. */
const longest = 3;

/**
 * Number of bits of a character in the code of three. Upper and lower case of a letter have the same, and so have some other characters,
 * which only costs time.
 */
const bits = 5;
const codes = 2 ** (3 * bits);

/**
 * Finds which of many words a text contains, ignoring the case of ASCII letters. Only positions whose next three characters begin a
 * word are examined: few, however many words there are.
 */
export class WordSearch {
  /** Number of different characters of the words, and one for all others, which is 0. */
  private readonly width: number;
  /** The number of each character. */
  private readonly numbers = new Uint8Array(256);
  /** The words' beginnings: for each of them and each character, the longer beginning; 0 if no word continues so. */
  private readonly next: Uint16Array;
  /** The word that each beginning is, by its position in the list. */
  private readonly whole: (number | undefined)[] = [undefined];
  /** Whether a word may begin with three characters, by their code. */
  private readonly starts = new Uint8Array(codes);
  /** The text that is searched: the characters of a string are several times slower to read. */
  private bytes = Buffer.alloc(usualSize);

  /** @param words different words of ASCII characters, in lower case; at most 65,535 characters in total */
  constructor(words: readonly string[]) {
    const characters = new Set(words.join(""));
    this.width = characters.size + 1;
    let number = 0;
    for (const character of characters) {
      number++;
      this.numbers[character.charCodeAt(0)] = number;
      this.numbers[character.toUpperCase().charCodeAt(0)] = number;
    }
    this.next = new Uint16Array(words.reduce((sum, { length }) => sum + length, 1) * this.width);
    for (const [index, word] of words.entries()) this.add(word, index);
  }

  /** The words in a text, as their positions in the list; undefined if there are none. */
  wordsIn(text: string): ReadonlySet<number> | undefined {
    const length = this.read(text);
    const { starts, bytes } = this;
    let words: Set<number> | undefined;
    let code = 0;
    for (let at = 0; at < length; at++) {
      code = codeAfter(code, bytes[at] ?? 0);
      if (starts[code] === 1) words = this.wordsAt(at - 2, words);
    }
    return words;
  }

  /** Adds the words that begin at a position. */
  private wordsAt(start: number, others: Set<number> | undefined): Set<number> | undefined {
    let words = others;
    let beginning = this.longer(0, this.bytes[start]);
    for (let at = start + 1; beginning !== 0; at++) {
      const word = this.whole[beginning];
      if (word !== undefined) (words ??= new Set()).add(word);
      beginning = this.longer(beginning, this.bytes[at]);
    }
    return words;
  }

  private longer(beginning: number, character = 0): number {
    return this.next[beginning * this.width + (this.numbers[character] ?? 0)] ?? 0;
  }

  /** Reads a text into the buffer, with two characters of no word at its end. Returns the number of bytes. */
  private read(text: string): number {
    const most = text.length * longest + 2;
    if (most > this.bytes.length) this.bytes = Buffer.alloc(most);
    const length = this.bytes.write(text);
    this.bytes[length] = 0;
    this.bytes[length + 1] = 0;
    return length + 2;
  }

  private add(word: string, index: number): void {
    let beginning = 0;
    let code = 0;
    for (let at = 0; at < word.length; at++) {
      const character = word.charCodeAt(at);
      const place = beginning * this.width + (this.numbers[character] ?? 0);
      beginning = this.next[place] ?? 0;
      if (beginning === 0) beginning = this.whole.push(undefined) - 1;
      this.next[place] = beginning;
      if (at < 3) code = codeAfter(code, character);
    }
    this.whole[beginning] = index;
    // Any character may follow a word that is shorter.
    const followed = 2 ** (bits * Math.max(0, 3 - word.length));
    this.starts.fill(1, code * followed, (code + 1) * followed);
  }
}

/** The code of three characters, from that of the three before the last. */
const codeAfter = (code: number, character: number): number =>
  ((code << bits) | (character & (2 ** bits - 1))) & (codes - 1);
