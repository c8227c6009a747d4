import type { Expression } from "../ast/ast";
import { bool, float, int, nullLiteral } from "../ast/constructors";
import { isIndentable } from "../string-layout";
import { fitsNixInteger } from "./numbers";
import type { Refusal } from "./value";

/** Half of a surrogate pair without its other half: it has no UTF-8 form. */
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Texts without any of these characters need no closer look. */
const suspicious = /[\0\uD800-\uDFFF\uFDD0]/;

/** Around the source of an expression that was made a JavaScript string. Unicode keeps these two out of all text. */
const marked = /\uFDD0([^\uFDD1]*)\uFDD1/;

/** The text that an expression becomes in a JavaScript string. */
export function markedText(source: string): string {
  return `\uFDD0${source}\uFDD1`;
}

/** What Nix cannot hold in a text, or `undefined` when the text is fine. */
export function textRefusal(text: string): Refusal | undefined {
  if (!suspicious.test(text)) return undefined;
  if (text.includes("\0")) {
    return {
      reason: "Nix strings cannot hold a NUL character",
      fix: "remove the \\0, or write the file in a derivation",
    };
  }
  const expression = marked.exec(text)?.[1];
  if (expression !== undefined) {
    return {
      reason: `the Nix expression ${expression} was put into a JavaScript string`,
      fix: "write nix.str before the template: nix.str`…`",
    };
  }
  if (!loneSurrogate.test(text)) return undefined;
  return { reason: "half of a surrogate pair is no text", fix: "cut strings between characters, not inside one" };
}

function numberExpression(value: number): Expression | Refusal {
  if (Number.isSafeInteger(value)) return int(value);
  if (Number.isFinite(value)) return float(value);
  return { reason: `Nix has no ${String(value)}`, fix: "give a finite number" };
}

function bigintExpression(value: bigint): Expression | Refusal {
  if (fitsNixInteger(value)) return int(value);
  return { reason: `${String(value)} does not fit into the 64 bits of a Nix integer`, fix: "give it as a string" };
}

function textExpression(value: string): Expression | Refusal {
  const refusal = textRefusal(value);
  if (refusal !== undefined) return refusal;
  const parts = value === "" ? [] : [value];
  return { kind: isIndentable(value) ? "indentedString" : "string", parts };
}

/** The expression of a value that is no list, set or expression (of objects only null is left), or why there is none. */
export function scalarExpression(value: unknown): Expression | Refusal {
  switch (typeof value) {
    case "string":
      return textExpression(value);
    case "boolean":
      return bool(value);
    case "number":
      return numberExpression(value);
    case "bigint":
      return bigintExpression(value);
    case "undefined":
      return { reason: "undefined is no Nix value", fix: "leave it out, or give null" };
    case "symbol":
      return { reason: `${String(value)} is a symbol, which is no Nix value`, fix: "give its description as a string" };
    case "function":
      return {
        reason: `a JavaScript function${value.name === "" ? "" : ` (${value.name})`} is no Nix value`,
        fix: "call it, or write a Nix function with nix.fn or nix.raw",
      };
    case "object":
      return nullLiteral();
  }
}
