const surrogatePair = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;
const anySurrogate = /[\uD800-\uDBFF]/;

/** The columns a text takes, counted in code points as nixfmt counts them. */
export function textWidth(text: string): number {
  if (!anySurrogate.test(text)) return text.length;
  return text.length - (text.match(surrogatePair)?.length ?? 0);
}
