import { americanSpelling, britishWord } from "./british-spellings";
import type { PassageKind } from "./passage";

/** Wording that is not plain, idiomatic technical English. */
export interface Pattern {
  readonly find: RegExp;
  /** What to write instead. */
  readonly instead: string | ((match: string) => string);
  /** Where it counts. Default: everywhere but in a `word`. */
  readonly kinds?: readonly PassageKind[];
}

/** Words and phrases, as whole words in any case, with what to write instead. A slash separates alternatives. */
const phrases: Readonly<Record<string, string>> = {
  "tell / tells / told / telling": "report, print, show, or warn",
  "tell apart / tells apart / telling apart": "distinguish",
  "lead back / leads back / led back": "map or trace",
  whatever: "name the thing, or write any",
  whoever: "name the person: users, readers, or callers",
  "nobody / somebody": "name the person, or what is missing",
  "in the place of": "instead of",
  "take the place of / takes the place of / took the place of / taking the place of": "replace",
  "take the place / takes the place": "replace",
  "stand in for / stands in for / standing in for": "replace or represent",
  "stand for / stands for / stood for": "represent or mean",
  "stand-in / stand-ins": "placeholder, or what it is",
  "put by / puts by": "keep or save",
  "see to it / sees to it": "ensure",
  "have a form / has a form / has no form / have no form": "can be represented, or cannot be represented",
  "at hand": "available",
  anew: "again",
  "all the same": "anyway",
  beside: "next to",
  "one may / one can / one has to / one must": "you can, or name the actor",
  "is to be / are to be / was to be / were to be": "must, should, or will",
  "is had / are had / to be had / be had": "is available",
  "comes to / came to / come to": "evaluates to, results in, or is",
  "none of which": "and none of them; start a new sentence",
  "the like / its like / their like": "and so on, or name them",
  "as it is / as it was": "unchanged or current",
  "by which": "start a new sentence",
  "leaves to / leave to": "lets do or delegates",
  "says of / say of / said of": "reports about",
  "gives a word / give a word / says a word / say a word": "mentions or sets",
  "let in / lets in": "allow to log in",
  "belongs into / belong into": "belongs in",
  "way out": "escape hatch",
  "key map / key maps": "keymap, or keyboard layout",
  "usb stick / usb sticks / memory stick / the stick / a stick / sticks": "USB drive",
  "half done / half-done": "partial",
  "not said / is said / are said": "name who says it: the log contains, the message states",
  amongst: "among",
  "in the midst of": "during",
  "in vain": "without a result",
  "put out / puts out": "print or output",
};

/** Every pattern. */
export const patterns: readonly Pattern[] = [
  ...Object.entries(phrases).map(([forms, instead]) => ({ find: anyOf(forms), instead })),
  // Printers lay text out.
  { find: /(?<![\w-])(?:lay|lays|laid|laying)(?![\w-]|\s+(?:\w+\s+)?out\b)/giu, instead: "apply, put, or write" },
  {
    find: /^\s*(?:what|whatever|whoever|who|which|that\s+which)\b(?!.*\?\s*$)/giu,
    kinds: ["heading"],
    instead: "a task or a noun that a reader searches for",
  },
  {
    find: /^\s*what(?!'s)\b(?![^.]*\?)/giu,
    kinds: ["paragraph", "comment", "string"],
    instead: "an imperative or a noun: name the thing",
  },
  {
    find: /(?<=[.!:]\s+)(?:What|That\s+which|Whatever|Whoever)(?!'s)\b(?![^.]*\?)/gu,
    kinds: ["paragraph", "comment", "string", "cell"],
    instead: "name the thing",
  },
  {
    find: /^\s*(?:that|those)\s+(?:of|which|that)\b/giu,
    instead: "repeat the noun",
  },
  {
    find: /\bof\s+(?:it|them|which)\b[^.,;:]*\bof\s+(?:it|them|which)\b/giu,
    instead: "repeat the noun, or split the sentence",
  },
  {
    find: britishWord,
    kinds: ["heading", "paragraph", "cell", "comment", "string", "word"],
    instead: (match) => `the American spelling, "${americanSpelling(match)}"`,
  },
];

function anyOf(forms: string): RegExp {
  const alternatives = forms.split(" / ").map((form) => form.replaceAll(" ", "\\s+"));
  return new RegExp(`(?<![\\w-])(?:${alternatives.join("|")})(?![\\w-])`, "giu");
}
