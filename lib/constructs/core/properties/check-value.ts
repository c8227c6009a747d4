import type { CheckOptions } from "./check-options";
import { entriesOf, isRefused, isRight, optionsInside } from "./is-right";
import { mergedProblems } from "./merged-problems";
import { nearestProperty } from "./nearest-property";
import { placeholderFor } from "./placeholder";
import type { PropertyProblem } from "./property-problem";
import { isOfKind, isPlain } from "./value-kind";
import type { ObjectShape, ValueType } from "./value-type";

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
  return isRight(value, type, options) ? undefined : check(value, type, [], options);
}

function check(value: unknown, type: ValueType, trail: Trail, options: CheckOptions): Checked | undefined {
  if (typeof type === "string") return isRight(value, type, options) ? undefined : wrongType(value, type, trail);
  if (!isOfKind(value, type)) return wrongType(value, type, trail);
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
  const { explainsAbsence = [] } = options;
  const inside = optionsInside(options);
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
