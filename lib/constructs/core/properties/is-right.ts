import { expressionInText } from "../../../nix";
import type { CheckOptions } from "./check-options";
import { certainProperty, isSpelledLike } from "./nearest-property";
import { isOfKind, isPlain } from "./value-kind";
import type { ObjectShape, ValueType } from "./value-type";

/** Whether a value has no mistakes, without collecting any: most have none. False if that depends on where the value is. */
export function isRight(value: unknown, type: ValueType, options: CheckOptions): boolean {
  if (typeof type === "string") {
    return (
      isOfKind(value, type) && (type !== "string" || options.explainsText === true || isPlainText(value as string))
    );
  }
  if ("either" in type) return hasType(value, type.either, options);
  if (!isOfKind(value, type)) return false;
  if ("object" in type) return isRightObject(value as Readonly<Record<string, unknown>>, type.object, options);
  if ("list" in type) return areRight(value as readonly unknown[], type.list, options);
  if ("record" in type) return areRight(Object.values(value as object), type.record, options);
  return "instance" in type || type.literals.includes(value as string);
}

const isPlainText = (text: string): boolean => expressionInText(text) === undefined;

function hasType(value: unknown, types: readonly ValueType[], options: CheckOptions): boolean {
  for (const type of types) if (isRight(value, type, options)) return true;
  return false;
}

function areRight(values: readonly unknown[], type: ValueType, options: CheckOptions): boolean {
  for (const value of values) if (!isRight(value, type, options)) return false;
  return true;
}

function isRightObject(value: Readonly<Record<string, unknown>>, shape: ObjectShape, options: CheckOptions): boolean {
  if (isPlain(value)) for (const name of Object.keys(value)) if (isRefused(name, value, shape, options)) return false;
  const inside = optionsInside(options);
  for (const [name, { type, optional }] of entriesOf(shape)) {
    const property = value[name];
    if (property === undefined ? optional !== true : !isRight(property, type, inside)) return false;
  }
  return true;
}

/** The options for the properties of an object. */
export function optionsInside(options: CheckOptions): CheckOptions {
  return options.exact ? options : { ...options, exact: true };
}

/** Whether an object cannot have a property. */
export function isRefused(
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
export function entriesOf(shape: ObjectShape): readonly (readonly [string, ObjectShape[string]])[] {
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
