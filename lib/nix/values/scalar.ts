import type { Expression } from "../ast/ast";
import { bool, float, int, nullLiteral } from "../ast/constructors";
import { isIndentable } from "../string-layout";
import { fitsNixInteger } from "./numbers";
import { mayBecomeSecret, secretInText } from "./secret-content";
import { terraformNumberRefusal, terraformTextRefusal } from "./terraform-token";
import type { Refusal } from "./value";

/** An unpaired surrogate: it has no UTF-8 encoding. */
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Text without any of these characters needs no further check. */
const suspicious = /[\0\uD800-\uDFFF\uFDD0]|\[object |\{TfToken\[|e\+2[89]/;

/**
 * Delimiters around the source of an expression that was converted to a JavaScript string. Unicode reserves these two,
 * so they occur in no text.
 */
const marked = /\uFDD0([^\uFDD1]*)\uFDD1/;

/** The text of an expression converted to a JavaScript string. */
export function markedText(source: string): string {
  return `\uFDD0${source}\uFDD1`;
}

/** The source of the first expression or secret that was converted to a JavaScript string in a text, if there is one. */
export function expressionInText(text: string): string | undefined {
  return marked.exec(text)?.[1] ?? secretInText(text);
}

/**
 * Finds a Nix interpolation such as `${pkgs.hello}` in a text, which Nix does not evaluate there. No shell allows the dot.
 * None in text that is Nix source itself.
 */
export function interpolationInText(text: string): string | undefined {
  if (!text.includes("${")) return undefined;
  const found =
    /\$\{(?:(?:pkgs|lib|inputs)\.|config\.(?:boot|environment|hardware|networking|nix|programs|services|system|users)\.)[^{}]*\}/.exec(
      text,
    )?.[0];
  const isNix =
    found !== undefined &&
    /\bwith (?:pkgs|lib)\b|[{,]\s*(?:pkgs|lib|config|inputs)\s*[,}]|\b(?:pkgs|config):/.test(text);
  return isNix ? undefined : found;
}

/** The problem with representing a text in Nix, or `undefined` if there is none. */
export function textRefusal(text: string): Refusal | undefined {
  const secret = secretInText(text);
  if (secret !== undefined) {
    return {
      reason: `${secret} was used in a JavaScript string`,
      fix: "pass it by itself, or write nix.str before the template: nix.str`…`",
    };
  }
  if (!suspicious.test(text)) return undefined;
  if (text.includes("\0")) {
    return {
      reason: "Nix strings cannot contain a NUL character",
      fix: "remove the \\0, or write the file in a derivation",
    };
  }
  const expression = expressionInText(text);
  if (expression !== undefined) {
    return {
      reason: `the Nix expression ${expression} was used in a JavaScript string`,
      fix:
        text === markedText(expression)
          ? `use the expression itself: ${expression}`
          : "write nix.str before the template: nix.str`…`",
    };
  }
  const terraform = terraformTextRefusal(text);
  if (terraform !== undefined) return terraform;
  const object = /\[object \w+\]/.exec(text)?.[0];
  if (object !== undefined) {
    return {
      reason: `it contains ${object}: an object was used in a JavaScript string`,
      fix: "use a property of the object",
    };
  }
  if (!loneSurrogate.test(text)) return undefined;
  return {
    reason: "half of a surrogate pair is not valid text",
    fix: "cut strings between characters, not inside one",
  };
}

/** Names that Nix can represent: sets of any number have few different names. */
const rightNames = new Set<string>();
const nameLimit = 10_000;

/** The problem with a name of an attribute, or `undefined` if there is none. */
export function nameRefusal(name: string): Refusal | undefined {
  if (rightNames.has(name)) return undefined;
  const refusal = textRefusal(name);
  if (refusal !== undefined) return { ...refusal, reason: `${refusal.reason} (in an attribute name)` };
  if (rightNames.size < nameLimit && !mayBecomeSecret(name)) rightNames.add(name);
  return undefined;
}

function numberExpression(value: number): Expression | Refusal {
  if (Number.isSafeInteger(value)) return int(value);
  const terraform = terraformNumberRefusal(value);
  if (terraform !== undefined) return terraform;
  if (Number.isFinite(value)) return float(value);
  return { reason: `Nix cannot represent ${String(value)}`, fix: "use a finite number" };
}

function bigintExpression(value: bigint): Expression | Refusal {
  if (fitsNixInteger(value)) return int(value);
  return { reason: `${String(value)} exceeds the 64 bits of a Nix integer`, fix: "pass it as a string" };
}

/** Expressions of short texts, shared: many modules have the same ones. */
const texts = new Map<string, Expression>();
const textLimit = 5000;
const longestShared = 80;

/** Converts a text to an expression, or returns the problem with it. */
export function textExpression(value: string): Expression | Refusal {
  const known = texts.get(value);
  if (known !== undefined) return known;
  const refusal = textRefusal(value);
  if (refusal !== undefined) return refusal;
  const parts = value === "" ? [] : [value];
  const expression: Expression = { kind: isIndentable(value) ? "indentedString" : "string", parts };
  // A secret that is created later may have this text.
  const isShared = value.length <= longestShared && texts.size < textLimit && !mayBecomeSecret(value);
  if (isShared) texts.set(value, expression);
  return expression;
}

/**
 * Converts a value that is not a list, set, or expression (the only object allowed is null), or returns the problem.
 */
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
      return { reason: "undefined is not a Nix value", fix: "omit it, or use null" };
    case "symbol":
      return {
        reason: `${String(value)} is a symbol, which is not a Nix value`,
        fix: "use its description as a string",
      };
    case "function":
      return {
        reason: `a JavaScript function${value.name === "" ? "" : ` (${value.name})`} is not a Nix value`,
        fix: "call it, or write a Nix function with nix.fn or nix.raw",
      };
    case "object":
      return nullLiteral();
  }
}
