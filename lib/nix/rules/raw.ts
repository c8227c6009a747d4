import type { Raw } from "../ast";
import { hardline, type Doc } from "../doc/builders";
import { scanRaw } from "../raw-source";

/** Raw source, as it is. A comment at its end is closed by a line break, so that it does not swallow what follows. */
export function rawDoc({ text }: Raw): Doc {
  const trimmed = text.trim();
  return scanRaw(trimmed).endsInComment ? [trimmed, hardline] : trimmed;
}
