import { createRequire } from "node:module";
import type * as JsonParser from "jsonc-parser";

/** Keys and indexes from the root of a JSON document. */
export type JsonPath = readonly (string | number)[];

/** A position in a text, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The offset where a text first differs from JSON; undefined if it does not. */
export function firstMistake(content: string): number | undefined {
  const mistakes: JsonParser.ParseError[] = [];
  parser().parse(content, mistakes, { disallowComments: true });
  return mistakes[0]?.offset;
}

/** The position of a key or an element in a JSON document; undefined if it is not there. */
export function locateInJson(content: string, path: JsonPath): Position | undefined {
  const { findNodeAtLocation, parseTree } = parser();
  const root = parseTree(content);
  const value = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
  if (value === undefined) return undefined;
  const node = value.parent?.type === "property" ? value.parent : value;
  return positionAt(content, node.offset);
}

/** The position of an offset in a text. */
export function positionAt(content: string, offset: number): Position {
  const before = content.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Loaded only if there is something to report. */
function parser(): typeof JsonParser {
  return createRequire(__filename)("jsonc-parser") as typeof JsonParser;
}
