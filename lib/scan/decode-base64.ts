/** Base64 that contains text, in a text. */
export interface EncodedText {
  readonly start: number;
  readonly end: number;
  /** The decoded text, one character per byte. */
  readonly text: string;
}

/** Forty characters or more, on one line or on lines of full width; a line break in a Nix string may be `\n`. */
const encoded = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{40,}(?:(?:\\n|\r?\n)[ \t]*[A-Za-z0-9+/_-]+)*={0,2}/g;

/** Finds base64 that decodes to text. Binary data, such as certificates and hashes, is skipped. */
export function encodedTexts(text: string): readonly EncodedText[] {
  const found: EncodedText[] = [];
  // Not matchAll, which creates a copy of the pattern for each text.
  encoded.lastIndex = 0;
  for (let match = encoded.exec(text); match !== null; match = encoded.exec(text)) {
    const [run] = match;
    // Most runs are paths and hashes: a few characters tell them apart.
    if (!isText(decode(run.slice(0, 16)))) continue;
    const decoded = decode(run.replaceAll(/\\n|\s/g, ""));
    if (isText(decoded.slice(0, 200))) found.push({ start: match.index, end: match.index + run.length, text: decoded });
  }
  return found;
}

function decode(run: string): string {
  const standard = run.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  const whole = standard.length % 4 === 1 ? standard.slice(0, -1) : standard;
  try {
    return atob(whole);
  } catch {
    return "";
  }
}

// eslint-disable-next-line no-control-regex -- control characters are what distinguishes binary data
const isText = (decoded: string): boolean => decoded !== "" && !/[\x00-\x08\x0e-\x1f\x7f-\x9f]/.test(decoded);
