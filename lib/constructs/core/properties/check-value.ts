import { expressionInText, isNixExpression } from "../../../nix";
import { hasMark } from "../marks";
import { mergedProblems } from "./merged-problems";
import { certainProperty, isSpelledLike, nearestProperty } from "./nearest-property";
import { placeholderFor } from "./placeholder";
import type { PropertyProblem } from "./property-problem";
import type { ObjectShape, ValueType } from "./value-type";

/** How properties are checked. */
export interface CheckOptions {
  /**
   * Whether properties that the type does not have are refused. Otherwise, as for a subclass with properties of its own, only
   * those that resemble one of the type. In the objects inside, all are.
   */
  readonly exact: boolean;
  /** NixOS options whose names are refused too, because the construct sets them without a property. */
  readonly sets?: readonly string[];
  /** Names of properties for which the construct itself reports strings that it does not know. */
  readonly explainsChoice?: readonly string[];
  /** Names of properties whose absence the construct itself reports. */
  readonly explainsAbsence?: readonly string[];
  /** Whether the construct itself reports strings with a Nix expression that JavaScript converted to text. */
  readonly explainsText?: boolean;
}

/** Mistakes in a value, and the value without them. */
export interface Checked {
  readonly problems: readonly PropertyProblem[];
  /** Undefined if nothing of it can be used. */
  readonly usable: unknown;
}

/** The path of the value that is being checked: changed in place, because most values are right and need none. */
type Trail = (string | number)[];

/** Checks a value against a type, with everything in it. Undefined if it is right. */
export function checkValue(value: unknown, type: ValueType, options: CheckOptions): Checked | undefined {
  return check(value, type, [], options);
}

function check(value: unknown, type: ValueType, trail: Trail, options: CheckOptions): Checked | undefined {
  if (!isOfKind(value, type)) return wrongType(value, type, trail);
  if (type === "string" && options.explainsText !== true && expressionInText(value as string) !== undefined) {
    return wrongType(value, type, trail);
  }
  if (typeof type === "string") return undefined;
  if ("literals" in type) return checkLiteral(value, type, trail, options);
  if ("list" in type) return checkList(value as readonly unknown[], type.list, trail, options);
  if ("record" in type) return checkRecord(value as Readonly<Record<string, unknown>>, type.record, trail, options);
  if ("object" in type) return checkObject(value as Readonly<Record<string, unknown>>, type.object, trail, options);
  if ("either" in type) return checkEither(value, type.either, trail, options);
  return undefined;
}

/** Checks a value inside another one. */
function checkInside(
  value: unknown,
  type: ValueType,
  step: string | number,
  trail: Trail,
  options: CheckOptions,
): Checked | undefined {
  trail.push(step);
  const checked = check(value, type, trail, options);
  trail.pop();
  return checked;
}

const wrongType = (value: unknown, type: ValueType, trail: Trail): Checked => ({
  problems: [{ kind: "type", path: [...trail], type, value }],
  usable: undefined,
});

/** Whether a value is of the kind of a type. Its contents are not checked. */
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
    case "nix path":
      return isNixExpression(value);
    case "nix set":
      return isObject(value) || isNixExpression(value);
    case "expression":
      return isNixExpression(value);
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
  trail: Trail,
  { explainsChoice = [] }: CheckOptions,
): Checked | undefined {
  const isRight = type.literals.includes(value as string) || explainsChoice.some((name) => trail.includes(name));
  return isRight ? undefined : wrongType(value, type, trail);
}

function checkList(
  value: readonly unknown[],
  type: ValueType,
  trail: Trail,
  options: CheckOptions,
): Checked | undefined {
  const problems: PropertyProblem[] = [];
  const usable: unknown[] = [];
  for (const [index, element] of value.entries()) {
    const checked = checkInside(element, type, index, trail, options);
    if (checked !== undefined) problems.push(...checked.problems);
    const kept = checked === undefined ? element : checked.usable;
    if (kept !== undefined) usable.push(kept);
  }
  return problems.length === 0 ? undefined : { problems, usable };
}

function checkRecord(
  value: Readonly<Record<string, unknown>>,
  type: ValueType,
  trail: Trail,
  options: CheckOptions,
): Checked | undefined {
  const problems: PropertyProblem[] = [];
  const usable: [string, unknown][] = [];
  for (const [name, element] of Object.entries(value)) {
    const checked = checkInside(element, type, name, trail, options);
    if (checked !== undefined) problems.push(...checked.problems);
    const kept = checked === undefined ? element : checked.usable;
    if (kept !== undefined) usable.push([name, kept]);
  }
  return problems.length === 0 ? undefined : { problems, usable: Object.fromEntries(usable) };
}

function checkObject(
  value: Readonly<Record<string, unknown>>,
  shape: ObjectShape,
  trail: Trail,
  options: CheckOptions,
): Checked | undefined {
  const { exact, explainsAbsence = [] } = options;
  const inside = exact ? options : { ...options, exact: true };
  if (isRight(value, shape, trail, options, inside)) return undefined;
  const unknown = isPlain(value) ? Object.keys(value).filter((name) => isRefused(name, value, shape, options)) : [];
  const problems: PropertyProblem[] = unknown.map((name) => ({
    kind: "unknown",
    path: [...trail],
    name,
    value: value[name],
    shape,
  }));
  const meant = unknown.flatMap((name) => nearestProperty(name, shape, value[name])?.names ?? []);
  const usable: Record<string, unknown> = {};
  let isUsable = true;
  for (const [name, { type, optional }] of entriesOf(shape)) {
    const property = value[name];
    if (property !== undefined) {
      const checked = checkInside(property, type, name, trail, inside);
      for (const problem of checked?.problems ?? []) {
        const isOfProperty = problem.kind === "type" && problem.path.length === trail.length + 1;
        problems.push(isOfProperty && optional === true ? { ...problem, optional } : problem);
      }
      const kept = checked === undefined ? property : checked.usable;
      if (kept !== undefined) usable[name] = kept;
    }
    if (usable[name] !== undefined || optional === true) continue;
    const isExplained = property === undefined && explainsAbsence.includes(name) && !meant.includes(name);
    if (property === undefined && !meant.includes(name) && !isExplained) {
      problems.push({ kind: "missing", path: [...trail], names: [name], type });
    }
    usable[name] = placeholderFor(type);
    if (!isExplained) isUsable = false;
  }
  if (problems.length === 0) return undefined;
  // The constructor needs an object. Anything in it is left out as a whole if a part is missing.
  return { problems, usable: isUsable || trail.length === 0 ? usable : undefined };
}

/** Whether an object has no mistakes, without collecting any: most have none. */
function isRight(
  value: Readonly<Record<string, unknown>>,
  shape: ObjectShape,
  trail: Trail,
  options: CheckOptions,
  inside: CheckOptions,
): boolean {
  if (isPlain(value)) for (const name of Object.keys(value)) if (isRefused(name, value, shape, options)) return false;
  for (const [name, { type, optional }] of entriesOf(shape)) {
    const property = value[name];
    if (property === undefined) {
      if (optional !== true) return false;
    } else if (checkInside(property, type, name, trail, inside) !== undefined) return false;
  }
  return true;
}

function isRefused(
  name: string,
  value: Readonly<Record<string, unknown>>,
  shape: ObjectShape,
  { exact, sets = [] }: CheckOptions,
): boolean {
  if (Object.hasOwn(shape, name)) return false;
  return exact || sets.some((option) => isSpelledLike(name.split("."), option)) || isMeant(name, value, shape);
}

const knownEntries = new WeakMap<ObjectShape, readonly (readonly [string, ObjectShape[string]])[]>();

/** The properties of a shape as a list. Cached: many constructs have the same. */
function entriesOf(shape: ObjectShape): readonly (readonly [string, ObjectShape[string]])[] {
  const known = knownEntries.get(shape);
  if (known !== undefined) return known;
  const entries = Object.entries(shape);
  knownEntries.set(shape, entries);
  return entries;
}

/**
 * Whether a property that a subclass passes on is certainly one of the type: spelled as its NixOS option, or nearly as itself
 * while it is not given.
 */
function isMeant(name: string, value: Readonly<Record<string, unknown>>, shape: ObjectShape): boolean {
  const nearest = certainProperty(name, shape, value[name]);
  return (
    nearest !== undefined && (nearest.option !== undefined || nearest.names.every((each) => value[each] === undefined))
  );
}

function checkEither(
  value: unknown,
  types: readonly ValueType[],
  trail: Trail,
  options: CheckOptions,
): Checked | undefined {
  let best: Checked | undefined;
  for (const type of types) {
    if (!isOfKind(value, type)) continue;
    const checked = check(value, type, trail, options);
    if (checked === undefined) return undefined;
    if (best === undefined || isNearer(checked, best)) best = checked;
  }
  const candidates = types.filter((type) => isOfKind(value, type));
  const shapes = candidates.flatMap((type) => (typeof type === "object" && "object" in type ? [type.object] : []));
  if (best === undefined || shapes.length < 2) return best;
  return { ...best, problems: mergedProblems(value as object, best.problems, shapes, [...trail]) };
}

/** Whether a value is more likely of one type than of another: it lacks fewer properties, or has fewer problems. */
function isNearer(left: Checked, right: Checked): boolean {
  const missing = ({ problems }: Checked): number => problems.filter(({ kind }) => kind === "missing").length;
  return missing(left) < missing(right) || (missing(left) === missing(right) && left.problems.length < right.problems.length); // prettier-ignore
}
