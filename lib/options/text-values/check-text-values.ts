import type { Expression } from "../../nix";
import { optionName } from "../declarations/option-declaration";
import { fits } from "../table/value-shape";
import { membersOf, type OptionType } from "../types/option-type";
import { refusesText } from "./refuses-text";
import { textOptionsAt, textOptionsBelow, type TextOptionNode } from "./text-options";

/** A text where an option takes a package or a path. */
export interface TextProblem {
  /** The option as NixOS writes it, followed by the position inside its value, if any: `a.b.c`, `a.b[0]`. */
  readonly option: string;
  readonly text: string;
  /** The kind of value that the option takes there. */
  readonly expects: "package" | "path" | "package or path";
  /** Whether it takes a list of them. */
  readonly isList: boolean;
}

/** A definition of an option, or of the options in it. */
interface Definition {
  readonly path: readonly string[];
  readonly value: Expression;
}

/**
 * Returns the definitions in a set of options. The function that it calls for each path decides about it: descend into the
 * set there, take it as the value of an option, or skip it.
 */
export type DefinitionsIn = (
  config: Expression,
  visit: (path: readonly string[]) => "descend" | "leaf" | "skip",
) => readonly Definition[];

type Place = readonly (string | number)[];

/** Checks the definitions of a module for text where NixOS takes a package or a path. */
export function checkTextValues(config: Expression, definitionsIn: DefinitionsIn): readonly TextProblem[] {
  const problems: TextProblem[] = [];
  const check = (
    set: Expression,
    place: Place,
    nodeOf: (path: readonly string[]) => TextOptionNode | undefined,
  ): void => {
    const visit = (path: readonly string[]): "descend" | "leaf" | "skip" => {
      const node = nodeOf(path);
      if (node === undefined) return "skip";
      return node.type === undefined && !node.below.has("*") ? "descend" : "leaf";
    };
    for (const { path, value } of definitionsIn(set, visit)) {
      const node = nodeOf(path);
      if (node === undefined) continue;
      const here = [...place, ...path];
      if (node.type !== undefined) problems.push(...textsIn(value, node.type, here));
      const element = node.below.get("*");
      if (element === undefined || value.kind !== "list") continue;
      value.items.forEach((item, index) => {
        if (item.kind === "attributeSet") check(item, [...here, index], (inner) => textOptionsBelow(element, inner));
      });
    }
  };
  check(config, [], textOptionsAt);
  return problems;
}

function textsIn(value: Expression, type: OptionType, place: Place): readonly TextProblem[] {
  if (value.kind === "string" || value.kind === "indentedString") {
    const [text = ""] = value.parts;
    if (typeof text !== "string" || !refusesText(type) || fits(type, value, "string")) return [];
    const expects = expected(type);
    return expects === undefined ? [] : [{ option: placeName(place), text: wholeText(value.parts), ...expects }];
  }
  const members = membersOf(type);
  if (value.kind === "list") {
    const elements = members.flatMap((member) => (member.kind === "list" ? member.element : []));
    const [element] = elements;
    if (element === undefined || elements.length > 1) return [];
    return value.items.flatMap((item, index) => textsIn(item, element, [...place, index]));
  }
  if (value.kind !== "attributeSet" || value.recursive) return [];
  const elements = members.flatMap((member) => (member.kind === "attributes" ? member.element : []));
  const [element] = elements;
  if (element === undefined || elements.length > 1) return [];
  return value.bindings.flatMap((binding) => {
    const [name] = binding.kind === "binding" ? binding.path : [];
    const isPlain = binding.kind === "binding" && typeof name === "string" && binding.path.length === 1;
    return isPlain ? textsIn(binding.value, element, [...place, name]) : [];
  });
}

/** The kind of value that a type takes instead of text; undefined for a type that takes only sets, which is another mistake. */
function expected(type: OptionType): Pick<TextProblem, "expects" | "isList"> | undefined {
  const members = membersOf(type);
  const kinds = new Set(members.map(({ kind }) => kind));
  if (kinds.has("package")) return { expects: kinds.has("path") ? "package or path" : "package", isList: false };
  if (kinds.has("path")) return { expects: "path", isList: false };
  const list = members.find((member) => member.kind === "list");
  const element = list === undefined ? undefined : expected(list.element);
  return element === undefined ? undefined : { ...element, isList: true };
}

const wholeText = (parts: readonly unknown[]): string =>
  parts.map((part) => (typeof part === "string" ? part : "${…}")).join("");

function placeName(place: Place): string {
  return place
    .map((part) => (typeof part === "number" ? `[${String(part)}]` : optionName([part])))
    .reduce((text, part) => (text === "" || part.startsWith("[") ? text + part : `${text}.${part}`), "");
}
