import { formatAttributePath, isNixExpression } from "../../../nix";
import type { IssueDetails } from "../annotations";
import { checkValue } from "../properties/check-value";
import { describeType, listed } from "../properties/describe-type";
import { formatValue } from "../properties/format-value";
import { propertyIssue, type Subject } from "../properties/property-issue";
import type { PropertyProblem, WrongType } from "../properties/property-problem";
import { isConstruct } from "./is-construct";
import type { ParameterKind, ParameterShape } from "./parameter";

/**
 * Finds mistakes in the arguments of a call, from a program that no compiler checked.
 * @param name name of the method, such as `addOutput` or `Nixpkgs.ref`
 * @param explained names of parameters, and of properties inside them, whose mistakes the caller reports itself
 */
export function callIssues(
  name: string,
  parameters: readonly ParameterShape[],
  args: readonly unknown[],
  explained: readonly string[] = [],
): readonly IssueDetails[] {
  let issues: readonly IssueDetails[] = none;
  for (const [index, parameter] of parameters.entries()) {
    const found = argumentIssues(name, parameter, args[index], explained);
    if (found.length > 0) issues = [...issues, ...found];
  }
  if (args.length <= parameters.length || parameters.some(({ rest }) => rest === true)) return issues;
  return [...issues, extraArgument(name, parameters, args)];
}

const none: readonly IssueDetails[] = [];

function argumentIssues(
  call: string,
  parameter: ParameterShape,
  value: unknown,
  explained: readonly string[],
): readonly IssueDetails[] {
  const { name, type, kind, optional, rest } = parameter;
  const isExplained = explained.includes(name);
  if (value === undefined && (isExplained || optional === true || rest === true)) return none;
  if (value === undefined) {
    return [
      {
        code: "wrong-argument",
        message: `${call} requires the argument "${name}"`,
        fix: `pass ${expected(parameter)}`,
      },
    ];
  }
  if (kind !== undefined && isOfKind(value, kind)) return none;
  if (type === undefined) return [wrongArgument(call, parameter, value)];
  const problems = checkValue(value, type, { exact: true })?.problems ?? [];
  return problems
    .filter((problem) => !concerns(problem, explained) && !(isExplained && isOfWhole(problem)))
    .map((problem) => argumentIssue(call, parameter, value, problem));
}

function isOfKind(value: unknown, kind: ParameterKind): boolean {
  return kind === "construct" ? isConstruct(value) : isNixExpression(value);
}

const isOfWhole = ({ kind, path }: PropertyProblem): boolean => kind === "type" && path.length === 0;

function concerns(problem: PropertyProblem, names: readonly string[]): boolean {
  const own = problem.kind === "missing" ? problem.names : [];
  return [...problem.path, ...own].some((step) => names.includes(String(step)));
}

function argumentIssue(
  call: string,
  parameter: ParameterShape,
  value: unknown,
  problem: PropertyProblem,
): IssueDetails {
  const subject: Subject = { name: call, sets: [], insteadOf: [], isModule: false };
  if (problem.kind !== "type" || typeof problem.path[0] === "string") return propertyIssue(problem, subject);
  if (problem.path.length > 0) {
    const issue = propertyIssue({ ...problem, path: [parameter.name, ...problem.path] }, subject);
    return { ...issue, code: "wrong-argument", message: issue.message.replace(" must be ", ` of ${call} must be `) };
  }
  const fix = fixFor(parameter, value, problem, subject);
  return { ...wrongArgument(call, parameter, value), ...(fix === undefined ? {} : { fix }) };
}

function fixFor(parameter: ParameterShape, value: unknown, problem: WrongType, subject: Subject): string | undefined {
  const { name, type, optional } = parameter;
  if (name === "option" && type === "string" && isListOfStrings(value)) {
    return `write ${JSON.stringify(formatAttributePath(value))}`;
  }
  if (typeof value === "object" && value !== null && typeof type === "string" && Object.hasOwn(value, name)) {
    return `write ${formatValue((value as Readonly<Record<string, unknown>>)[name])}`;
  }
  // An argument is written without its name.
  return propertyIssue({ ...problem, path: [0], ...(optional === true ? { optional } : {}) }, subject).fix;
}

const isListOfStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

const wrongArgument = (call: string, parameter: ParameterShape, value: unknown): IssueDetails => ({
  code: "wrong-argument",
  message: `the argument "${parameter.name}" of ${call} must be ${expected(parameter)}`,
  value: formatValue(value),
});

function expected({ type, kind }: ParameterShape): string {
  const ofKind = kind === undefined ? [] : [kind === "construct" ? "a construct" : "a Nix expression"];
  return listed([...(type === undefined ? [] : [describeType(type)]), ...ofKind]);
}

function extraArgument(call: string, parameters: readonly ParameterShape[], args: readonly unknown[]): IssueDetails {
  const most = parameters.length;
  const number = most === 0 ? "no arguments" : `at most ${String(most)} argument${most === 1 ? "" : "s"}`;
  return {
    code: "wrong-argument",
    message: `${call} takes ${number}, but the program passes ${String(args.length)}`,
    value: formatValue(args[most]),
    fix: args.length - most === 1 ? "remove the last one" : `remove the last ${String(args.length - most)}`,
  };
}
