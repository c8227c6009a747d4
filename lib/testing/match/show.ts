import { isIdentifier, isNixExpression, toExpression } from "../../nix";
import { dataOf, isSet, NixText } from "../option-data";
import { Matcher } from "./matcher";

/** Enough to recognise a value by, little enough for one line. */
const longest = 200;

/** A value or pattern as a message shows it: on one line, as one would write it in a program. */
export function shown(value: unknown): string {
  const text = whole(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function whole(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Matcher.isMatcher(value)) return value.toString();
  if (NixText.isNixText(value)) return value.nix;
  if (isNixExpression(value)) {
    const converted = toExpression(value);
    return converted._tag === "Left" ? "a value without a form in Nix" : whole(dataOf(converted.right));
  }
  if (Array.isArray(value)) return `[${value.map(whole).join(", ")}]`;
  if (typeof value === "bigint") return `${String(value)}n`;
  if (!isSet(value)) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, content]) => content !== undefined);
  if (entries.length === 0) return "{}";
  return `{ ${entries.map(([name, content]) => `${isIdentifier(name) ? name : JSON.stringify(name)}: ${whole(content)}`).join(", ")} }`;
}
