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
  // Masked before it is cut: a part of a secret is not recognized.
  return { value: shortened(oneLine(maskText(printExpression(value))), 120) };
}

/** Fixes that are not obvious from the type. */
function fixOf(expected: string, value: Expression): Pick<Issue, "fix"> {
  if (value.kind === "integer" && expected.includes("floating point number")) {
    return { fix: `JavaScript cannot express ${String(value.value)}.0: use nix.raw("${String(value.value)}.0")` };
  }
  if (value.kind === "string" && /^(?:null or )?\(?list of .*\bstring\b/.test(expected)) {
    return { fix: `write a list: [${oneLine(printExpression(value))}]` };
  }
  const [text] = value.kind === "string" && value.parts.length === 1 ? value.parts : [];
  const meant = typeof text === "string" ? expressionMeant(text) : undefined;
  if (meant !== undefined && meant[0] !== "pkgs")
    return { fix: `use the expression, without quotes: ${memberPath(meant)}` };
  if (value.kind === "string" && expected.includes("package")) return { fix: "use a package, such as pkgs.git" };
  if (value.kind === "string" && /\bpath\b/.test(expected)) {
    return { fix: "start the string with a slash, or copy a file of your project: nix.file(…)" };
  }
  return {};
}

const oneLine = (text: string): string => text.trim().replaceAll(/\s+/g, " ");
const shortened = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;
