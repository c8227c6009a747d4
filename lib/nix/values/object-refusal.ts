import { isTerraformValue, terraformValueRefusal } from "./terraform-token";
import { refusalMark, type Refusal } from "./value";

/**
 * Whether an object is certainly data: it has no symbols, and only the prototype of every object, so that no mark can be on it. To look
 * for a mark takes longer if objects have different names.
 */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.getOwnPropertySymbols(value).length === 0;
}

/** Accepts data only: an instance of a class has a meaning that copying its fields would lose. */
export function objectRefusal(value: object): Refusal | undefined {
  const own = (value as { readonly [refusalMark]?: Refusal })[refusalMark];
  if (own !== undefined) return own;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null && !isForeignPlainPrototype(prototype as object)) {
    if (isTerraformValue(value)) return terraformValueRefusal();
    const name = (prototype as { constructor?: { name?: unknown } }).constructor?.name;
    const shown = typeof name === "string" && name !== "" ? name : "a class";
    return {
      reason: `an instance of ${shown} is not plain data`,
      fix: "pass its values as a plain object or a string",
    };
  }
  if (Object.getOwnPropertySymbols(value).length === 0) return undefined;
  return { reason: "symbols cannot be attribute names", fix: "use strings as keys" };
}

/** `Object.prototype` from another realm (a worker, a test sandbox). */
function isForeignPlainPrototype(prototype: object): boolean {
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf");
}
