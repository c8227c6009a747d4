/** A `word` is a string literal without a space, such as a key or a file name. */
export type PassageKind = "heading" | "paragraph" | "cell" | "comment" | "string" | "word";

/** A piece of prose in a file. Code in it is blanked, so that offsets stay those of the file. */
export interface Passage {
  readonly kind: PassageKind;
  readonly text: string;
  /** Offset of the text in the file. */
  readonly start: number;
}

/** Stands for a character of code. It is neither a word nor white space, so no pattern matches across it. */
export const blankCharacter = "\u0000";

/** Replaces the characters of each match, except line breaks, with blanks. */
export function blank(text: string, pattern: RegExp): string {
  return text.replace(pattern, (match) => match.replace(/[^\n]/g, blankCharacter));
}

/** Replaces the characters of each match, except line breaks, with spaces, so that patterns match across it. */
export function space(text: string, pattern: RegExp): string {
  return text.replace(pattern, (match) => match.replace(/[^\n]/g, " "));
}
