const pairs: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * Sorts the bindings and the parameters in Nix's rendering of an expression. Nix 2.8 renders them in the order of the
 * addresses of their names in memory, so the same expression may have two renderings.
 */
export function inNameOrder(rendering: string): string {
  return sortedFrom(rendering, 0, undefined).text;
}

/** Copies from `start` to the bracket that closes, with everything inside sorted. */
function sortedFrom(rendering: string, start: number, close: string | undefined): { text: string; end: number } {
  const items: string[] = [];
  let current = "";
  const isLet = rendering.startsWith("let ", start);
  let inItems = isLet || close === "}";
  let position = isLet ? start + "let ".length : start;
  while (position < rendering.length && rendering[position] !== close) {
    const character = rendering[position] ?? "";
    if (character === '"') {
      const end = endOfString(rendering, position);
      current += rendering.slice(position, end);
      position = end;
    } else if (pairs[character] !== undefined) {
      const inner = sortedFrom(rendering, position + 1, pairs[character]);
      current += character + inner.text + pairs[character];
      position = inner.end + 1;
    } else if (isLet && inItems && current === "" && rendering.startsWith("in ", position)) {
      inItems = false;
      current = "in ";
      position += current.length;
    } else if (inItems && (character === ";" || character === ",")) {
      items.push(`${current.trim()}${character} `);
      current = "";
      position += rendering[position + 1] === " " ? 2 : 1;
    } else {
      current += character;
      position += 1;
    }
  }
  // The last parameter has no comma after it.
  if (inItems && current.trim() !== "") {
    items.push(`${current.trim()}, `);
    current = "";
  }
  return { text: `${isLet ? "let " : ""}${items.sort().join("")}${current}`, end: position };
}

/** Position after the string that starts at `start`. */
function endOfString(rendering: string, start: number): number {
  let position = start + 1;
  while (position < rendering.length && rendering[position] !== '"') position += rendering[position] === "\\" ? 2 : 1;
  return position + 1;
}
