import type { Expression, StringPart } from "../ast/ast";
import { indentedString, string } from "../ast/constructors";
import { combined } from "./expression-value";
import type { NixExpression, NixValue, Refusal } from "./value";

const notInterpolated: ReadonlySet<string> = new Set(["null", "boolean", "float", "list", "attributeSet"]);

/** Parts of a Nix string: text and integers become part of the string, expressions are interpolated. */
function interpolated(value: Expression, part: number): readonly StringPart[] | Refusal {
  if (value.kind === "string" || value.kind === "indentedString") return value.parts;
  if (value.kind === "integer") return [value.value.toString()];
  if (!notInterpolated.has(value.kind)) return [value];
  return {
    reason: `Nix cannot interpolate a ${value.kind === "attributeSet" ? "set" : value.kind} into a string`,
    fix: "interpolate a string, a path, or a package",
    part,
  };
}

function template(
  texts: readonly string[],
  values: readonly NixValue[],
  make: (...parts: readonly StringPart[]) => Expression,
): NixExpression<string> {
  return combined(
    [...texts, ...values],
    (parts) => {
      const all: StringPart[] = [];
      for (const [index, text] of texts.entries()) {
        all.push(text);
        const value = parts[texts.length + index];
        if (value === undefined) continue;
        const pieces = interpolated(value, texts.length + index);
        if ("reason" in pieces) return pieces;
        all.push(...pieces);
      }
      return make(...all);
    },
    [...texts.map(() => undefined), ...values.map((_, index) => index)],
  );
}

function cooked(texts: TemplateStringsArray): readonly string[] {
  return texts.map((text, index) => {
    // JavaScript provides no text for an invalid escape.
    if ((text as string | undefined) === undefined) {
      throw new SyntaxError(`invalid escape in the template: ${texts.raw[index] ?? ""}`);
    }
    return text;
  });
}

/** A string with interpolated expressions: nix.str`${pkgs.hello}/bin/hello`. */
export function str(texts: TemplateStringsArray, ...values: readonly NixValue[]): NixExpression<string> {
  return template(cooked(texts), values, string);
}

/**
 * A multi-line string, printed as such. As in Nix, a leading line break, the indentation common to all lines, and the
 * spaces before the end are not part of it.
 */
export function indented(texts: TemplateStringsArray, ...values: readonly NixValue[]): NixExpression<string> {
  return template(dedented(cooked(texts)), values, indentedString);
}

function dedented(texts: readonly string[]): readonly string[] {
  const whole = texts.map((text, index) => (index === 0 ? text.replace(/^ *\n/, "") : text));
  let common = Number.POSITIVE_INFINITY;
  const last = whole.length - 1;
  for (const [index, text] of whole.entries()) {
    for (const [position, textLine] of text.split("\n").entries()) {
      if (index > 0 && position === 0) continue;
      const spaces = /^ */.exec(textLine)?.[0].length ?? 0;
      // A line of only spaces has no indentation, unless an interpolation follows.
      const isLast = position === text.split("\n").length - 1;
      if (spaces < textLine.length || (isLast && index < last)) common = Math.min(common, spaces);
    }
  }
  return whole.map((text, index) => {
    const lines = text.split("\n").map((textLine, position) => {
      if (index > 0 && position === 0) return textLine;
      const spaces = /^ */.exec(textLine)?.[0].length ?? 0;
      return textLine.slice(Math.min(common, spaces));
    });
    const end = lines.length - 1;
    if (index === last && end > 0 && /^ *$/.test(lines[end] ?? "")) lines[end] = "";
    return lines.join("\n");
  });
}
