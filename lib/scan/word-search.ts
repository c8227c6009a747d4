/** Codes of ASCII, the only characters of words. */
const codes = 128;

/** Marks a state in which a word ends. */
const ends = 0x8000;

/**
 * Finds which of many words a text contains, ignoring the case of ASCII letters: one step for each character, however many words
 * there are. Source: Aho and Corasick, Efficient String Matching, 1975.
 */
export class WordSearch {
  /** Number of different characters of the words; 0 is for all others. */
  private readonly width: number;
  private readonly classes = new Uint8Array(codes);
  /** For each state and class of characters, the next state. A state is the longest end of the text that begins a word. */
  private readonly next: Uint16Array;
  /** The words that end in a state, by position. */
  private readonly found: (readonly number[])[] = [[]];

  /** @param words of ASCII characters, in lower case; at most 32,767 characters in total */
  constructor(words: readonly string[]) {
    const characters = [...new Set(words.join(""))];
    this.width = characters.length + 1;
    for (const [index, character] of characters.entries()) {
      this.classes[character.charCodeAt(0)] = index + 1;
      this.classes[character.toUpperCase().charCodeAt(0)] = index + 1;
    }
    const longest = words.reduce((sum, { length }) => sum + length, 1);
    if (longest >= ends) throw new RangeError("too many words to search for");
    this.next = new Uint16Array(longest * this.width);
    for (const [index, word] of words.entries()) this.add(word, index);
    this.connect();
  }

  /** The words in a text, as their positions in the list; undefined if there are none. */
  wordsIn(text: string): ReadonlySet<number> | undefined {
    const { width, classes, next } = this;
    let state = 0;
    let words: Set<number> | undefined;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      state = next[state * width + (code < codes ? (classes[code] ?? 0) : 0)] ?? 0;
      if (state < ends) continue;
      state -= ends;
      words ??= new Set();
      for (const word of this.found[state] ?? []) words.add(word);
    }
    return words;
  }

  /** Adds the states for the beginnings of a word. */
  private add(word: string, index: number): void {
    let state = 0;
    for (let at = 0; at < word.length; at++) {
      const place = state * this.width + (this.classes[word.charCodeAt(at)] ?? 0);
      const known = this.next[place] ?? 0;
      state = known === 0 ? this.found.push([]) - 1 : known;
      this.next[place] = state;
    }
    this.found[state] = [...(this.found[state] ?? []), index];
  }

  /** Adds the transitions for characters that continue no word: those of the longest end that begins another. */
  private connect(): void {
    const { width, next, found } = this;
    const shorter = new Uint16Array(found.length);
    // Breadth first, so that shorter ends are complete.
    const states = [0];
    for (const state of states) {
      const end = shorter[state] ?? 0;
      if (state !== end) found[state] = [...(found[state] ?? []), ...(found[end] ?? [])];
      for (let place = 0; place < width; place++) {
        const ofEnd = state === 0 ? 0 : (next[end * width + place] ?? 0) % ends;
        const own = next[state * width + place] ?? 0;
        if (own !== 0) {
          shorter[own] = ofEnd;
          states.push(own);
        } else next[state * width + place] = ofEnd;
      }
    }
    for (let place = 0; place < next.length; place++) {
      const state = next[place] ?? 0;
      if ((found[state] ?? []).length > 0) next[place] = state + ends;
    }
  }
}
