import { expressionInText, formatValuePath, isNixExpression, type ValuePath } from "../../../nix";
import { nearestName } from "../../../options";
import type { IssueDetails } from "../annotations";
import { describeType, listed } from "./describe-type";
import { formatValue } from "./format-value";
import { isSpelledLike, nearestProperty } from "./nearest-property";
import type { PropertyProblem, UnknownProperty, WrongType } from "./property-problem";
import type { ValueType } from "./value-type";

/** The construct whose properties are wrong. */
export interface Subject {
  /** Name of its class. */
  readonly name: string;
  /** NixOS options that it sets without a property. */
  readonly sets: readonly string[];
  /** NixOS options that it does not set, and whose names users may write for those. */
  readonly insteadOf: readonly string[];
  /** Name of the class that the properties are passed to, if it is another one. */
  readonly base?: string | undefined;
  /** Whether it has `addOverride`. */
  readonly isModule: boolean;
}

/** The message about a mistake in the properties of a construct. */
export function propertyIssue(problem: PropertyProblem, subject: Subject): IssueDetails {
  switch (problem.kind) {
    case "unknown":
      return unknownProperty(problem, subject);
    case "missing":
      return {
        code: "missing-property",
        message: `${objectName(problem.path, subject)} requires the property ${listed(problem.names)}`,
        fix: `set ${listed(problem.names.map((name) => formatValuePath([...problem.path, name])))} to ${rightForm(problem.type)}`,
      };
    case "type":
      return wrongType(problem, subject);
    case "conflict":
      return {
        code: "property-conflict",
        message: `${objectName(problem.path, subject)} has ${listed(problem.names, "and")}, which exclude each other`,
        fix: "keep one of them",
      };
  }
}

function objectName(path: ValuePath, { name: own, base }: Subject): string {
  const name = base === undefined ? own : `${base}, which ${own} extends,`;
  return path.length === 0 ? name : `${formatValuePath(path)} of ${name}`;
}

function unknownProperty({ path, name, value, shape }: UnknownProperty, subject: Subject): IssueDetails {
  const issue = {
    code: "unknown-property",
    message: `${objectName(path, subject)} has no property ${JSON.stringify(name)}`,
    value: formatValue(value, name),
  };
  const isSpelled = (option: string): boolean => path.length === 0 && isSpelledLike(name.split("."), option);
  const set = subject.sets.filter(isSpelled);
  if (set.length > 0 || subject.insteadOf.some(isSpelled)) {
    const overrides = (set.length > 0 ? set : subject.sets).map((option) => `addOverride("${option}", …)`);
    return {
      ...issue,
      reason: `${subject.base ?? subject.name} sets ${listed(subject.sets, "and")} itself`,
      fix: subject.isModule ? `remove it, or replace the value with ${listed(overrides)}` : "remove it",
    };
  }
  const nearest = nearestProperty(name, shape, value);
  const isPassedOn = subject.base !== undefined && path.length === 0;
  const ownProperty = isPassedOn ? ` If it is a property of ${subject.name}, do not pass it to super` : "";
  if (nearest !== undefined) {
    return {
      ...issue,
      ...(nearest.option === undefined ? {} : { reason: reasonFor(nearest.option, nearest.names) }),
      fix: `did you mean ${listed(nearest.names)}?${ownProperty}`,
    };
  }
  const known = Object.keys(shape);
  const use = known.length === 0 ? "remove it" : `use ${known.length === 1 ? "" : "one of "}${known.join(", ")}`;
  const isModule = path.length === 0 && subject.isModule;
  return { ...issue, fix: isModule ? `${use}; set other options with addOverride` : use };
}

const reasonFor = (option: string, names: readonly string[]): string =>
  names.length === 1
    ? `the property for ${option} is ${listed(names)}`
    : `the properties for ${option} are ${listed(names, "and")}`;

function wrongType({ path, type, value, optional }: WrongType, subject: Subject): IssueDetails {
  const isWhole = path.length === 0;
  const isInstance = typeof type === "object" && "instance" in type;
  const name = !isWhole
    ? formatValuePath(path)
    : isInstance
      ? `the last argument of ${subject.name}`
      : `the properties of ${subject.name}`;
  const expression = typeof value === "string" ? expressionInText(value) : undefined;
  if (expression !== undefined) {
    return {
      code: "nix-value",
      message: `${name} is plain text, which Nix does not evaluate`,
      reason: `the Nix expression ${expression} was used in a JavaScript string`,
      fix: subject.isModule ? "use plain text, or set the option with addOverride and nix.str`…`" : "use plain text",
    };
  }
  const expected = isWhole && typeof type !== "string" && !isInstance ? "an object" : describeType(type);
  const fix = value === null && optional === true ? "omit it" : fixFor(value, type, path);
  return {
    code: "property-type",
    message: `${name} must be ${expected}`,
    value: formatValue(value, lastName(path)),
    ...(isNixExpression(value) && subject.isModule
      ? { reason: "this property is checked before Nix runs, so it cannot be a Nix expression" }
      : {}),
    ...(fix === undefined ? {} : { fix }),
  };
}

/** The name of the property with a value, also of one in a list. */
const lastName = (path: ValuePath): string => path.filter((part) => typeof part === "string").at(-1) ?? "";

/** The right form of a value that is nearly right. */
function fixFor(value: unknown, type: ValueType, path: ValuePath): string | undefined {
  const name = path.at(-1);
  const written = (right: string): string => (typeof name === "string" ? `write ${name}: ${right}` : `write ${right}`);
  const types: readonly ValueType[] = typeof type === "object" && "either" in type ? type.either : [type];
  for (const each of types) {
    if (each === "number" && typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))) {
      return written(String(Number(value)));
    }
    if (each === "boolean" && (value === "true" || value === "false")) return written(value);
    if (each === "string" && (typeof value === "number" || typeof value === "boolean")) {
      return written(JSON.stringify(String(value)));
    }
    if (typeof each === "string") continue;
    if ("list" in each && isElement(value, each.list)) return written(`[${formatValue(value)}]`);
    if ("literals" in each && typeof value === "string") {
      const near = nearestName(value, each.literals);
      const meant = near === undefined ? each.literals.filter((literal) => contains(literal, value)) : [near];
      if (meant.length > 0) return `did you mean ${listed(meant.map((literal) => JSON.stringify(literal)))}?`;
    }
    if ("instance" in each) return `use ${rightForm(each)}`;
    if ("object" in each && path.length > 0) return written(rightForm(each));
    if ("record" in each && path.length > 0 && typeof value === "string")
      return written(`{ name: ${formatValue(value)} }`);
  }
  return undefined;
}

/** Whether a name has a word, such as `gnome` in `graphical-gnome`. */
const contains = (name: string, word: string): boolean => name.split("-").includes(word.toLowerCase());

/** A value of a type as in TypeScript, or its description. */
function rightForm(type: ValueType): string {
  if (typeof type === "string") return describeType(type);
  if ("instance" in type) {
    if (type.makers === undefined) return `new ${type.instance}(…)`;
    return type.makers.length === 0
      ? `an instance of ${type.instance}`
      : listed(type.makers.map((maker) => `${type.instance}.${maker}(…)`));
  }
  if (!("object" in type)) return describeType(type);
  const required = Object.keys(type.object).filter((name) => type.object[name]?.optional !== true);
  return required.length === 0 ? "an object" : `{ ${required.map((name) => `${name}: …`).join(", ")} }`;
}

/** Whether a value is an element of a list, of a type that is easy to recognize. */
function isElement(value: unknown, type: ValueType): boolean {
  if (typeof type === "object" && "literals" in type) return type.literals.includes(value as string);
  return typeof value === type || (type === "nix" && (typeof value === "string" || isNixExpression(value)));
}
