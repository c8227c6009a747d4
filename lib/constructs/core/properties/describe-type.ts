import type { ObjectShape, ValueType } from "./value-type";

const names: Readonly<Record<ValueType & string, string>> = {
  any: "a value",
  bigint: "a bigint",
  boolean: "true or false",
  expression: "a Nix expression",
  function: "a function",
  nix: "a Nix value",
  "nix path": "a Nix path",
  "nix set": "an object of option values",
  null: "null",
  number: "a number",
  string: "a string",
};

const pluralNames: Readonly<Record<ValueType & string, string>> = {
  ...names,
  any: "values",
  bigint: "bigints",
  boolean: "booleans",
  expression: "Nix expressions",
  function: "functions",
  nix: "Nix values",
  "nix path": "Nix paths",
  "nix set": "objects of option values",
  number: "numbers",
  string: "strings",
};

/** Describes a type, such as "a list of strings". */
export function describeType(type: ValueType): string {
  if (typeof type === "string") return names[type];
  if ("literals" in type) return listed(type.literals.map((literal) => JSON.stringify(literal)));
  if ("list" in type) return `a list of ${describeElements(type.list)}`;
  if ("record" in type) return `an object whose values are ${describeElements(type.record)}`;
  if ("object" in type) return describeObject(type.object, "an object");
  if ("either" in type) return listed(type.either.map(describeType));
  return `${/^(?:A|E|I|O|U)/.test(type.instance) ? "an" : "a"} ${type.instance}`;
}

function describeElements(type: ValueType): string {
  if (typeof type === "string") return pluralNames[type];
  if ("list" in type) return `lists of ${describeElements(type.list)}`;
  if ("object" in type) return describeObject(type.object, "objects");
  if ("either" in type) return listed(type.either.map(describeElements));
  return "instance" in type ? `instances of ${type.instance}` : describeType(type);
}

function describeObject(shape: ObjectShape, noun: string): string {
  const required = Object.keys(shape).filter((name) => shape[name]?.optional !== true);
  return required.length === 0 ? noun : `${noun} with ${listed(required, "and")}`;
}

/** Joins words as in a sentence: "a, b, or c". */
export function listed(words: readonly string[], conjunction = "or"): string {
  if (words.length < 3) return words.join(` ${conjunction} `);
  return `${words.slice(0, -1).join(", ")}, ${conjunction} ${words.at(-1) ?? ""}`;
}
