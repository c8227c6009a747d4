/** Base64 that contains text, in a text. */
export interface EncodedText {
  readonly start: number;
  readonly end: number;
  /** The decoded text, one character per byte. */
  readonly text: string;
}

/** The shortest run of base64 that is decoded: 30 bytes. */
const shortest = 40;
/** Further lines, of any width. */
const furtherLines = /(?:[ \t]*\r?\n[ \t]*[A-Za-z0-9+/_-]+)*={0,2}/y;

/** Finds base64 that decodes to text. Binary data, such as certificates and hashes, is skipped. */
export function encodedTexts(text: string): readonly EncodedText[] {
  const found: EncodedText[] = [];
  // A run of this length has a character at one of these positions, so that all others need not be read.
  for (let at = shortest - 1; at < text.length; at += shortest) {
    if (!isEncoded(text, at)) continue;
    let start = at;
    while (isEncoded(text, start - 1)) start--;
    let end = at + 1;
    while (isEncoded(text, end)) end++;
    at = end;
    // Most runs are paths and hashes: a few characters show it.
    if (end - start < shortest || !isText(decode(text.slice(start, start + 16)))) continue;
    furtherLines.lastIndex = end;
    end += furtherLines.exec(text)?.[0].length ?? 0;
    at = end;
    const decoded = decode(text.slice(start, end).replaceAll(/\s/g, ""));
    if (isText(decoded.slice(0, 200))) found.push({ start, end, text: decoded });
  }
  return found;
}

const encodedCharacters = new Set(
  Array.from({ length: 128 }, (_, code) => code).filter((code) => /[\w+/-]/.test(String.fromCharCode(code))),
);

/** False outside of the text. */
function isEncoded(text: string, at: number): boolean {
  return encodedCharacters.has(text.charCodeAt(at));
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

const isText = (decoded: string): boolean => decoded !== "" && !/[\x00-\x08\x0e-\x1f\x7f]/.test(decoded);
