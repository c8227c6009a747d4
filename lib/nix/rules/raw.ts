import type { Raw } from "../ast/ast";
import { hardline, newlines, type Doc } from "../doc/builders";
import { scanRaw } from "../values/raw-source";

/**
 * Raw source. Its lines keep their relative indentation, unless a string in double quotes spans several of them,
 * because indentation would change the string. A comment at the end is followed by a line break, so that it does not
 * swallow the following text.
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
    // Consecutive line breaks are one spacing: a spacing at the beginning of a line would vanish.
    if (text !== "") {
      if (docs.length > 0) docs.push(newlines(breaks));
      docs.push(text);
      breaks = 0;
    }
    breaks += 1;
  }
  return docs;
}
