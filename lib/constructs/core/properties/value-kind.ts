import { isNixExpression } from "../../../nix";
import { hasMark } from "../marks";
import type { ObjectShape, ValueType } from "./value-type";

/** Whether a value is of the kind of a type. Its contents are not checked. */
export function isOfKind(value: unknown, type: ValueType): boolean {
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
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const hasAny = (value: object, shape: ObjectShape): boolean => Object.keys(shape).some((name) => name in value);
