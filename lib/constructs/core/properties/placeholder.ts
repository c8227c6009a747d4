import type { ObjectShape, ValueType } from "./value-type";

const placeholders: Readonly<Record<ValueType & string, unknown>> = {
  any: undefined,
  bigint: 0n,
  boolean: false,
  expression: undefined,
  function: () => undefined,
  nix: null,
  "nix path": null,
  "nix set": {},
  null: null,
  number: 0,
  string: "",
};

/**
 * A value of a type, for a required property that is missing or wrong, so that a constructor can continue and report the
 * rest. It is never written: the program has an error. Undefined for an instance of a class.
 */
export function placeholderFor(type: ValueType): unknown {
  if (typeof type === "string") return placeholders[type];
  if ("literals" in type) return type.literals[0];
  if ("list" in type) return [];
  if ("record" in type) return {};
  if ("object" in type) return placeholderObject(type.object);
  if ("either" in type) return type.either[0] === undefined ? undefined : placeholderFor(type.either[0]);
  return undefined;
}

function placeholderObject(shape: ObjectShape): object {
  return Object.fromEntries(
    Object.entries(shape)
      .filter(([, { optional }]) => optional !== true)
      .map(([name, { type }]) => [name, placeholderFor(type)]),
  );
}
