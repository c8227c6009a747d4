import { optionName } from "../declarations/option-declaration";

/** The name of a place in a module: an option as NixOS writes it, with positions in lists: `a.b[0].c`. */
export function placeName(path: readonly (string | number)[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${String(part)}]` : optionName([part])))
    .reduce((text, part) => (text === "" || part.startsWith("[") ? text + part : `${text}.${part}`), "");
}
