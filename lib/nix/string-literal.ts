/**
 * The text of a Nix string without interpolations, from its source; undefined if the source is anything else.
 * @example stringLiteralText('"a\\nb"') // a line break between a and b
 */
export function stringLiteralText(source: string): string | undefined {
  const [, plain] = /^"((?:[^"\\]|\\[^])*)"$/.exec(source) ?? [];
  if (plain !== undefined) return hasInterpolation(plain, "\\") ? undefined : unescaped(plain);
  const [, indented] = /^''((?:[^']|'(?!')|''(?:['$]|\\[^]))*)''$/.exec(source) ?? [];
  if (indented === undefined || hasInterpolation(indented, "''")) return undefined;
  return withoutIndentation(indented).replaceAll(/''(['$])/g, (_, character: string) =>
    character === "'" ? "''" : character,
  );
}

function hasInterpolation(text: string, escape: string): boolean {
  return text.replaceAll(`${escape}\${`, "").replaceAll("$${", "").includes("${");
}

const characters: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

function unescaped(text: string): string {
  return text.replaceAll(/\\([^])/g, (_, character: string) => characters[character] ?? character);
}

function withoutIndentation(text: string): string {
  const lines = text.replace(/^ *\n/, "").split("\n");
  const indented = lines.filter((line) => line.trim() !== "");
  const common = Math.min(...indented.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(Number.isFinite(common) ? common : 0)).join("\n");
}
