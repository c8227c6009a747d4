import type { AttributeName } from "../ast/ast";
import { separated, type Doc } from "../doc/builders";
import { isIdentifier } from "../names";
import { quoted } from "../string-layout";
import { interpolation } from "./string";
import type { Printer } from "./syntax";

/** A name as source: unquoted if Nix allows it, otherwise quoted. */
export function nameText(name: string): string {
  return isIdentifier(name) ? name : quoted(name);
}

/** A path of plain names as source, or `undefined` if a name is dynamic. */
export function staticPathText(path: readonly AttributeName[]): string | undefined {
  let text = "";
  for (const name of path) {
    if (typeof name !== "string") return undefined;
    text += text === "" ? nameText(name) : `.${nameText(name)}`;
  }
  return text;
}

/** `a."b c".${d}`. */
export function attributePathDoc(path: readonly AttributeName[], print: Printer): Doc {
  const text = staticPathText(path);
  if (text !== undefined) return text;
  return separated(
    ".",
    path.map((name) => {
      if (typeof name === "string") return nameText(name);
      return name.kind === "string" ? print.plain(name) : interpolation(name, print);
    }),
  );
}
