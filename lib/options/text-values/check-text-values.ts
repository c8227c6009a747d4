import { memberPath, type Expression, type PathLiteral, type Select } from "../../nix";
import { optionName } from "../declarations/option-declaration";
import { fits } from "../table/value-shape";
import { membersOf, type OptionType } from "../types/option-type";
import { refusesText, takesFileOrText } from "./refuses-text";
import { hasTextOptions, textOptionsAt, textOptionsBelow, type TextOptionNode } from "./text-options";

/** A text or a path where an option takes a value of another kind. */
export interface TextProblem {
  /** The option as NixOS writes it, followed by the position inside its value, if any: `a.b.c`, `a.b[0]`. */
  readonly option: string;
  /** The text; for a path or an input, as the program writes it, such as `nix.file("./x")`. */
  readonly text: string;
  readonly given: "text" | "path" | "input";
  /** The kind of value that the option takes there. */
  readonly expects: "package" | "path" | "package or path" | "function";
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

/** Checks the definitions of a module for text and paths where NixOS takes a package, a path, or a function. */
export function checkTextValues(config: Expression, definitionsIn: DefinitionsIn): readonly TextProblem[] {
  if (!mayHoldTextOptions(config)) return [];
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
      if (node.type !== undefined) problems.push(...problemsIn(value, node.type, here));
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

/** Whether a module may define one of the options; for many modules the first names alone rule it out. */
function mayHoldTextOptions(config: Expression): boolean {
  if (config.kind !== "attributeSet") return true;
  for (const item of config.bindings) {
    const first = item.kind === "binding" ? item.path[0] : undefined;
    if (typeof first === "string" && hasTextOptions(first)) return true;
  }
  return false;
}

function problemsIn(value: Expression, type: OptionType, place: Place): readonly TextProblem[] {
  switch (value.kind) {
    case "string":
    case "indentedString":
      return textProblem(value.parts, value, type, place);
    case "path":
      return pathProblem(value, type, place);
    case "list": {
      const element = onlyElement(type, "list");
      if (element === undefined) return [];
      return value.items.flatMap((item, index) => problemsIn(item, element, [...place, index]));
    }
    case "attributeSet": {
      const element = value.recursive ? undefined : onlyElement(type, "attributes");
      if (element === undefined) return [];
      return value.bindings.flatMap((binding) => {
        const [name] = binding.kind === "binding" ? binding.path : [];
        const isPlain = binding.kind === "binding" && typeof name === "string" && binding.path.length === 1;
        return isPlain ? problemsIn(binding.value, element, [...place, name]) : [];
      });
    }
    case "select":
      return inputProblem(value, type, place);
    default:
      return partsOf(value).flatMap((part) => problemsIn(part, type, place));
  }
}

/** The expressions whose values a value can be, or be joined from. */
function partsOf(value: Expression): readonly Expression[] {
  switch (value.kind) {
    case "with":
    case "let":
    case "assert":
      return [value.body];
    case "if":
      return [value.then, value.else];
    case "binary":
      return value.operator === "++" ? [value.left, value.right] : [];
    case "apply": {
      const [, list] = value.arguments;
      const name = value.fn.kind === "select" ? value.fn.path.at(-1) : undefined;
      if (list === undefined || (name !== "optional" && name !== "optionals")) return [];
      return [name === "optionals" ? list : { kind: "list", items: [list] }];
    }
    default:
      return [];
  }
}

/** An input as a whole, such as `inputs.disko`: a flake has packages and overlays, and is none. */
function inputProblem({ base, path, fallback }: Select, type: OptionType, place: Place): readonly TextProblem[] {
  const [name, ...rest] = path;
  const isInput = base.kind === "identifier" && base.name === "inputs" && fallback === undefined && rest.length === 0;
  const expects = isInput ? expected(type) : undefined;
  if (typeof name !== "string" || expects === undefined) return [];
  if (expects.isList || (expects.expects !== "package" && expects.expects !== "function")) return [];
  return [{ option: placeName(place), text: memberPath(["inputs", name]), given: "input", ...expects }];
}

function onlyElement(type: OptionType, kind: "list" | "attributes"): OptionType | undefined {
  const elements = membersOf(type).flatMap((member) => (member.kind === kind ? member.element : []));
  return elements.length === 1 ? elements[0] : undefined;
}

function textProblem(
  parts: readonly unknown[],
  value: Expression,
  type: OptionType,
  place: Place,
): readonly TextProblem[] {
  const [text = ""] = parts;
  // systemd replaces what begins with a percent sign.
  if (typeof text !== "string" || text.startsWith("%")) return [];
  const problem = { option: placeName(place), text: wholeText(parts), given: "text" } as const;
  if (!refusesText(type)) {
    // A path in quotes, or a path in a package.
    const isFile = parts.length === 1 && takesFileOrText(type) && /^(?:\.{1,2}|pkgs\.[\w.-]+)\//.test(text);
    return isFile ? [{ ...problem, expects: "path", isList: false }] : [];
  }
  if (fits(type, value, "string")) return [];
  const expects = expected(type);
  return expects === undefined ? [] : [{ ...problem, ...expects }];
}

function pathProblem(value: PathLiteral, type: OptionType, place: Place): readonly TextProblem[] {
  if (fits(type, value, "path")) return [];
  const expects = expected(type);
  if (expects === undefined || expects.expects === "path" || expects.expects === "package or path") return [];
  const text = value.origin ?? `nix.path(${JSON.stringify(value.text)})`;
  return [{ option: placeName(place), text, given: "path", ...expects }];
}

/** The kind of value that a type takes instead; undefined for a type that takes only sets, which is another mistake. */
function expected(type: OptionType): Pick<TextProblem, "expects" | "isList"> | undefined {
  const members = membersOf(type);
  const kinds = new Set(members.map(({ kind }) => kind));
  if (kinds.has("package")) return { expects: kinds.has("path") ? "package or path" : "package", isList: false };
  if (kinds.has("path")) return { expects: "path", isList: false };
  const list = members.find((member) => member.kind === "list");
  const element = list === undefined ? undefined : expected(list.element);
  if (element !== undefined) return { ...element, isList: true };
  return kinds.has("function") ? { expects: "function", isList: false } : undefined;
}

const wholeText = (parts: readonly unknown[]): string =>
  parts.map((part) => (typeof part === "string" ? part : "${…}")).join("");

function placeName(place: Place): string {
  return place
    .map((part) => (typeof part === "number" ? `[${String(part)}]` : optionName([part])))
    .reduce((text, part) => (text === "" || part.startsWith("[") ? text + part : `${text}.${part}`), "");
}
