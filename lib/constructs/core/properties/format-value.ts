import { formatValuePath, isNixExpression } from "../../../nix";
import { maskText } from "../../../scan/mask-text";
import { secretNameKind } from "../../../scan/secret-name";

const longest = 60;

/**
 * Formats a value as in TypeScript, shortened to a line, without secrets.
 * @param name the name of the property: the text of a secret one is not shown
 */
export function formatValue(value: unknown, name = ""): string {
  const text = textOf(isSecretText(name, value) ? "…" : value, 2);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function textOf(value: unknown, depth: number): string {
  if (isNixExpression(value)) return "a Nix expression";
  if (typeof value === "function") return "a function";
  if (typeof value === "string") return JSON.stringify(maskText(value).slice(0, longest));
  if (typeof value === "bigint") return `${String(value)}n`;
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) {
    return depth === 0
      ? "[…]"
      : `[${value
          .slice(0, longest)
          .map((each) => textOf(each, depth - 1))
          .join(", ")}]`;
  }
  const name = classOf(value);
  if (name !== "Object") return `an instance of ${name}`;
  if (depth === 0) return "{…}";
  const entries = Object.entries(value).slice(0, longest);
  return entries.length === 0
    ? "{}"
    : `{ ${entries.map(([key, each]) => `${keyText(key)}: ${textOf(isSecretText(key, each) ? "…" : each, depth - 1)}`).join(", ")} }`;
}

const isSecretText = (name: string, value: unknown): boolean =>
  typeof value === "string" && value !== "" && secretNameKind(name) !== undefined;

function classOf(value: object): string {
  const constructor: unknown = Reflect.get(value, "constructor");
  return typeof constructor === "function" && constructor.name !== "" ? constructor.name : "Object";
}

const keyText = (key: string): string => {
  const text = formatValuePath([key]);
  return text.startsWith("[") ? text.slice(1, -1) : text;
};
