import type { OptionType } from "./option-type";

/** A short description of a type that has none of its own, such as that of a list's elements. */
export function describeType(type: OptionType): string {
  switch (type.kind) {
    case "anything":
      return "any value";
    case "number":
      return numberText(type.accepts, type.minimum, type.maximum);
    case "string":
      return type.isFilled === true ? "non-empty string" : "string";
    case "enum":
      return `one of ${type.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "list":
      return `${type.isFilled === true ? "non-empty " : ""}list of ${nested(type.element)}`;
    case "attributes":
      return `attribute set of ${nested(type.element)}`;
    case "union":
      return type.members.map(describeType).join(" or ");
    case "null":
    case "boolean":
    case "path":
    case "package":
    case "function":
    case "submodule":
      return type.kind;
  }
}

const nested = (type: OptionType): string => (type.kind === "union" ? `(${describeType(type)})` : describeType(type));

function numberText(accepts: "integer" | "float" | "both", minimum?: number, maximum?: number): string {
  const name = { integer: "integer", float: "floating point number", both: "number" }[accepts];
  if (minimum !== undefined && maximum !== undefined) return `${name} from ${String(minimum)} to ${String(maximum)}`;
  return minimum === undefined ? name : `${name} of at least ${String(minimum)}`;
}
