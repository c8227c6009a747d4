import type { Raw } from "../ast/ast";
import { hardline, newlines, type Doc } from "../doc/builders";
import { scanRaw } from "../values/raw-source";

/**
 * Raw source. Its lines keep their indentation relative to each other, unless a string between double quotes goes over
 * several of them, to which indentation would be added. A comment at its end is closed by a line break, so that it does
 * not swallow what follows.
 */
export function rawDoc({ text }: Raw): Doc {
  const trimmed = text.trim();
  const { endsInComment, breaksString } = scanRaw(trimmed);
  const source = breaksString ? trimmed : linesDoc(trimmed.split("\n"));
  return endsInComment ? [source, hardline] : source;
}

function linesDoc(lines: readonly string[]): Doc {
  const docs: Doc[] = [];
  let breaks = 0;
  for (const text of lines) {
    // Line breaks in a row are one spacing: a spacing at the beginning of a line would vanish.
    if (text !== "") {
      if (docs.length > 0) docs.push(newlines(breaks));
      docs.push(text);
      breaks = 0;
    }
    breaks += 1;
  }
  return docs;
}
