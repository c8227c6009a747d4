import { isIdentifier, isNixExpression, toExpression } from "../../nix";
import { dataOf, isSet, NixText } from "../option-data";
import { Matcher } from "./matcher";

/** Enough to recognize a value, but still one line. */
const longest = 200;

/** Formats a value or pattern for a message: on one line, as source code. */
export function shown(value: unknown): string {
  const text = formatFully(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function formatFully(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Matcher.isMatcher(value)) return value.toString();
  if (NixText.isNixText(value)) return value.nix;
  if (isNixExpression(value)) {
    const converted = toExpression(value);
    return converted._tag === "Left"
      ? "a value that cannot be represented in Nix"
      : formatFully(dataOf(converted.right));
  }
  if (Array.isArray(value)) return `[${value.map(formatFully).join(", ")}]`;
  if (typeof value === "bigint") return `${String(value)}n`;
  if (!isSet(value)) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, content]) => content !== undefined);
  if (entries.length === 0) return "{}";
  return `{ ${entries.map(([name, content]) => `${isIdentifier(name) ? name : JSON.stringify(name)}: ${formatFully(content)}`).join(", ")} }`;
}
