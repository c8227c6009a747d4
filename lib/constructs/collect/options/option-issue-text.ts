import type { Issue } from "../../../model";
import { expressionMeant, memberPath, printExpression, type Expression } from "../../../nix";
import type { OptionProblem } from "../../../options";
import { maskText } from "../../../scan/mask-text";
import type { Judgment } from "./judge-option";

type IssueText = Omit<Issue, "constructPath" | "source">;

/** The issue of an option problem. */
export function issueText(problem: OptionProblem, judgment: Judgment): IssueText {
  const { option } = problem;
  const { severity, isCertain, typeOf } = judgment;
  switch (problem.kind) {
    case "unknown":
      return {
        severity,
        code: "option-unknown",
        message: isCertain ? `the option ${option} does not exist` : `the option ${option} probably does not exist`,
        ...valueOf(problem),
        reason: judgment.whyUnknown,
        fix: problem.meant === undefined ? judgment.fixUnknown : `did you mean ${problem.meant}?`,
      };
    case "type":
      return {
        severity,
        code: "option-type",
        message: `the option ${option} ${isCertain ? "does not accept" : "probably does not accept"} this value`,
        ...valueOf(problem),
        reason: `its type${typeOf} is: ${shortened(problem.expected, 300)}`,
        ...fixOf(problem.expected, problem.value),
      };
    case "set":
      return {
        severity,
        code: "option-type",
        message: `${option} is a set of options, not an option`,
        ...valueOf(problem),
        fix: `set one of: ${shortened(problem.names.join(", "), 200)}`,
      };
    case "read-only":
      return {
        severity,
        code: "option-read-only",
        message: `the option ${option} is read-only`,
        ...valueOf(problem),
        reason: "only NixOS itself sets it",
        fix: "remove it",
      };
    case "renamed":
      return {
        severity,
        code: "option-renamed",
        message: `the option ${option} has been renamed`,
        reason: "NixOS accepts the old name with a warning, but only for some releases",
        fix: `use ${problem.target}`,
      };
    case "removed":
      return {
        severity,
        code: "option-removed",
        message: `the option ${option} has been removed`,
        ...valueOf(problem),
        reason: problem.advice.trim() === "" ? "NixOS no longer has this option" : oneLine(problem.advice),
        fix: "remove it, or set its replacement",
      };
  }
}

function valueOf({ value }: OptionProblem): Pick<Issue, "value"> {
  if (value.kind === "path" && value.origin !== undefined) return { value: value.origin };
  // Masked before it is cut: a part of a secret is not recognized.
  return { value: shortened(oneLine(maskText(printExpression(value))), 120) };
}

/** Fixes that are not obvious from the type. */
function fixOf(expected: string, value: Expression): Pick<Issue, "fix"> {
  if (value.kind === "integer" && expected.includes("floating point number")) {
    return { fix: `JavaScript cannot express ${String(value.value)}.0: use nix.raw("${String(value.value)}.0")` };
  }
  const alternatives = alternativesIn(expected);
  const accepts = (type: RegExp): boolean => alternatives.some((each) => type.test(each));
  const list = alternatives.find((each) => /^(?:non-empty )?\(?list of /.test(each));
  if (list !== undefined && elementTypes[value.kind]?.test(list) === true) {
    return { fix: `write a list: [${oneLine(printExpression(value))}]` };
  }
  const [text] = value.kind === "string" && value.parts.length === 1 ? value.parts : [];
  const bare = typeof text === "string" ? text : "";
  if ((/^(?:true|false)$/.test(bare) && accepts(/^boolean$/)) || (/^-?\d+$/.test(bare) && accepts(/integer|number/))) {
    return { fix: `write ${bare}, without quotes` };
  }
  if (value.kind === "path" && accepts(/^(?:strings?|lines)\b/)) {
    return { fix: `use the content of the file: builtins.readFile(${value.origin ?? `nix.path("${value.text}")`})` };
  }
  if ((value.kind === "integer" || value.kind === "float") && accepts(/string|lines/)) {
    return { fix: `write it as text: "${String(value.value)}"` };
  }
  const meant = typeof text === "string" ? expressionMeant(text) : undefined;
  if (meant !== undefined && meant[0] !== "pkgs")
    return { fix: `use the expression, without quotes: ${memberPath(meant)}` };
  if (value.kind === "string" && accepts(/^package$/)) return { fix: "use a package, such as pkgs.git" };
  if (value.kind === "string" && accepts(/^(?:absolute )?path\b/)) {
    return { fix: "start the string with a slash, or copy a file of your project: nix.file(…)" };
  }
  return {};
}

/** Elements that a value alone was probably meant to be one of. */
const elementTypes: Partial<Readonly<Record<Expression["kind"], RegExp>>> = {
  string: /\b(?:string|path|package|one of)\b/,
  integer: /\b(?:integer|number)\b/,
  attributeSet: /\b(?:submodule|attribute set)\b/,
};

/** The alternatives of a type in the words of NixOS: `null or (list of string)` is `null` and `(list of string)`. */
function alternativesIn(expected: string): readonly string[] {
  const found = [""];
  let depth = 0;
  for (const word of expected.split(" ")) {
    if (depth === 0 && word === "or") found.push("");
    else found.push(`${found.pop() ?? ""} ${word}`.trim());
    depth += word.split("(").length - word.split(")").length;
  }
  return found;
}

const oneLine = (text: string): string => text.trim().replaceAll(/\s+/g, " ");
const shortened = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;
