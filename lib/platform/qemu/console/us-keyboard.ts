import { noKeyFor } from "../errors";

// Names of keys: QEMU's qapi/ui.json, QKeyCode.
const plain: Readonly<Record<string, string>> = {
  "\n": "ret",
  " ": "spc",
  "-": "minus",
  "=": "equal",
  "[": "bracket_left",
  "]": "bracket_right",
  "\\": "backslash",
  ";": "semicolon",
  "'": "apostrophe",
  "`": "grave_accent",
  ",": "comma",
  ".": "dot",
  "/": "slash",
};

/** Shifted characters and the key that types them. */
const shifted: Readonly<Record<string, string>> = Object.fromEntries(
  '!@#$%^&*()_+{}|:"~<>?'.split("").map((character, index) => [character, "1234567890-=[]\\;'`,./".charAt(index)]),
);

/** The keys to press simultaneously for a character. */
export function keysFor(character: string): readonly string[] {
  const below = /[A-Z]/.test(character) ? character.toLowerCase() : shifted[character];
  if (below !== undefined) return ["shift", keyOf(below)];
  return [keyOf(character)];
}

function keyOf(character: string): string {
  const key = /^[a-z0-9]$/.test(character) ? character : plain[character];
  if (key === undefined) throw noKeyFor(character);
  return key;
}
