import { floatText, integerText } from "../values/numbers";
import type { Syntax } from "./syntax";

/** Syntax nodes that are one token. */
export type Leaf = Extract<Syntax, { kind: "identifier" | "null" | "boolean" | "integer" | "float" | "path" | "word" }>;

const leaves: ReadonlySet<string> = new Set(["identifier", "null", "boolean", "integer", "float", "path", "word"]);

/** Whether a syntax node is one token, whose source needs no layout. */
export function isLeaf(syntax: Syntax): syntax is Leaf {
  return leaves.has(syntax.kind);
}

/** The source of a token. */
export function leafText(leaf: Leaf): string {
  switch (leaf.kind) {
    case "identifier":
      return leaf.name;
    case "null":
      return "null";
    case "boolean":
      return leaf.value ? "true" : "false";
    case "integer":
      return integerText(leaf.value);
    case "float":
      return floatText(leaf.value);
    case "path":
    case "word":
      return leaf.text;
  }
}
