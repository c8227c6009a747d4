import { isNixExpression, type ValuePath } from "../../../nix";
import { hasMark } from "../marks";
import { nearestProperty } from "./nearest-property";
import { placeholderFor } from "./placeholder";
import type { PropertyProblem } from "./property-problem";
import type { ObjectShape, ValueType } from "./value-type";

/** How properties are checked. */
export interface CheckOptions {
  /** Whether properties that the type does not have are refused. In the objects inside, they always are. */
  readonly exact: boolean;
  /** Names of properties for which the construct itself reports strings that it does not know. */
  readonly explainsChoice?: readonly string[];
  /** Names of properties whose absence the construct itself reports. */
  readonly explainsAbsence?: readonly string[];
}

/** The result of a check: the mistakes, and the value without them. */
export interface Checked {
  readonly problems: readonly PropertyProblem[];
  /** The value as it was if there are no problems; undefined if nothing of it can be used. */
  readonly usable: unknown;
}

const fine = (value: unknown): Checked => ({ problems: [], usable: value });

/** Checks a value against a type, with everything in it. */
export function checkValue(value: unknown, type: ValueType, path: ValuePath, options: CheckOptions): Checked {
  if (!isOfKind(value, type)) return { problems: [{ kind: "type", path, type, value }], usable: undefined };
  if (typeof type === "string") return fine(value);
  if ("literals" in type) return checkLiteral(value, type, path, options);
  if ("list" in type) return checkList(value as readonly unknown[], type.list, path, options);
  if ("record" in type) return checkRecord(value as Readonly<Record<string, unknown>>, type.record, path, options);
  if ("object" in type) return checkObject(value as Readonly<Record<string, unknown>>, type.object, path, options);
  if ("either" in type) return checkEither(value, type.either, path, options);
  return fine(value);
}

/** Whether a value is of the kind of a type, whatever is in it. */
function isOfKind(value: unknown, type: ValueType): boolean {
  if (typeof type === "string") return isOfNamedKind(value, type);
  if ("literals" in type) return typeof value === "string";
  if ("list" in type) return Array.isArray(value);
  if ("record" in type) return isObject(value);
  if ("object" in type) return isObject(value) && (isPlain(value) || hasAny(value, type.object));
  if ("either" in type) return type.either.some((each) => isOfKind(value, each));
  return type.of === undefined
    ? hasMark(value, type.instance)
    : Object.prototype.isPrototypeOf.call(type.of.prototype as object, value as object);
}

function isOfNamedKind(value: unknown, kind: ValueType & string): boolean {
  switch (kind) {
    case "any":
    case "nix":
      return true;
    case "nix set":
      return isObject(value) || isNixExpression(value);
    case "null":
      return value === null;
    case "function":
      return typeof value === "function" && !isNixExpression(value);
    default:
      return typeof value === kind;
  }
}

/** Whether a value is an object with properties: not an array, a Map, or a Date. */
function isObject(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    !isNixExpression(value) &&
    Object.prototype.toString.call(value) === "[object Object]"
  );
}

/** Whether an object is data, also one of another realm, where `Object` is another one. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const hasAny = (value: object, shape: ObjectShape): boolean => Object.keys(shape).some((name) => name in value);

function checkLiteral(
  value: unknown,
  type: ValueType & { readonly literals: readonly string[] },
  path: ValuePath,
  { explainsChoice = [] }: CheckOptions,
): Checked {
  const isExplained = explainsChoice.some((name) => path.includes(name));
  if (isExplained || type.literals.includes(value as string)) return fine(value);
  return { problems: [{ kind: "type", path, type, value }], usable: undefined };
}

function checkList(value: readonly unknown[], type: ValueType, path: ValuePath, options: CheckOptions): Checked {
  const checked = value.map((element, index) => checkValue(element, type, [...path, index], options));
  const problems = checked.flatMap((each) => each.problems);
  if (problems.length === 0) return fine(value);
  return { problems, usable: checked.map(({ usable }) => usable).filter((usable) => usable !== undefined) };
}

function checkRecord(
  value: Readonly<Record<string, unknown>>,
  type: ValueType,
  path: ValuePath,
  options: CheckOptions,
): Checked {
  const checked = Object.entries(value).map(
    ([name, element]) => [name, checkValue(element, type, [...path, name], options)] as const,
  );
  const problems = checked.flatMap(([, each]) => each.problems);
  if (problems.length === 0) return fine(value);
  return {
    problems,
    usable: Object.fromEntries(
      checked.filter(([, { usable }]) => usable !== undefined).map(([name, { usable }]) => [name, usable]),
    ),
  };
}

function checkObject(
  value: Readonly<Record<string, unknown>>,
  shape: ObjectShape,
  path: ValuePath,
  options: CheckOptions,
): Checked {
  const { exact, explainsAbsence = [] } = options;
  const inside = exact ? options : { ...options, exact: true };
  const problems: PropertyProblem[] = [];
  const usable: Record<string, unknown> = {};
  const meant = new Set<string>();
  if (exact && isPlain(value)) {
    for (const name of Object.keys(value)) {
      if (Object.hasOwn(shape, name)) continue;
      problems.push({ kind: "unknown", path, name, value: value[name], shape });
      meant.add(nearestProperty(name, shape)?.name ?? "");
    }
  }
  let isUsable = true;
  for (const [name, { type, optional }] of Object.entries(shape)) {
    const property = value[name];
    const checked = property === undefined ? undefined : checkValue(property, type, [...path, name], inside);
    for (const problem of checked?.problems ?? []) {
      const isOfProperty = problem.kind === "type" && problem.path.length === path.length + 1;
      problems.push(isOfProperty && optional === true ? { ...problem, optional } : problem);
    }
    if (checked?.usable !== undefined) usable[name] = checked.usable;
    else if (optional !== true) {
      const isExplained = explainsAbsence.includes(name) && !meant.has(name);
      if (property === undefined && !meant.has(name) && !isExplained) {
        problems.push({ kind: "missing", path, names: [name], type });
      }
      usable[name] = placeholderFor(type);
      if (!isExplained) isUsable = false;
    }
  }
  if (problems.length === 0) return fine(value);
  // The constructor needs an object. Anything in it is left out as a whole if a part is missing.
  return { problems, usable: isUsable || path.length === 0 ? usable : undefined };
}

function checkEither(value: unknown, types: readonly ValueType[], path: ValuePath, options: CheckOptions): Checked {
  const candidates = types.filter((type) => isOfKind(value, type));
  const results = candidates.map((type) => checkValue(value, type, path, options));
  const [best] = [...results].sort((left, right) => left.problems.length - right.problems.length);
  if (best === undefined || best.problems.length === 0) return best ?? fine(value);
  const shapes = candidates.flatMap((type) => (typeof type === "object" && "object" in type ? [type.object] : []));
  return shapes.length < 2 ? best : { ...best, problems: mergedProblems(value as object, best, shapes, path) };
}

/** The problems with an object that can have one of several shapes, of which none fits. */
function mergedProblems(
  value: object,
  best: Checked,
  shapes: readonly ObjectShape[],
  path: ValuePath,
): readonly PropertyProblem[] {
  const everything: ObjectShape = Object.assign({}, ...shapes) as ObjectShape;
  const alternatives = Object.keys(everything).filter((name) => !shapes.every((shape) => Object.hasOwn(shape, name)));
  const present = alternatives.filter((name) => (value as Readonly<Record<string, unknown>>)[name] !== undefined);
  const required = alternatives.filter((name) => everything[name]?.optional !== true);
  const others = best.problems.flatMap((problem): readonly PropertyProblem[] => {
    if (problem.path.length !== path.length) return [problem];
    if (problem.kind === "unknown") {
      return Object.hasOwn(everything, problem.name) ? [] : [{ ...problem, shape: everything }];
    }
    return problem.kind === "missing" && problem.names.some((name) => alternatives.includes(name)) ? [] : [problem];
  });
  const isMeant = others.some(
    (problem) => problem.kind === "unknown" && required.includes(nearestProperty(problem.name, everything)?.name ?? ""),
  );
  if (present.length > 1) return [...others, { kind: "conflict", path, names: present }];
  const type = everything[required[0] ?? ""]?.type;
  if (present.length === 1 || isMeant || type === undefined) return others;
  return [...others, { kind: "missing", path, names: required, type }];
}
