import { ast } from "../../nix";
import { fits } from "../table/value-shape";
import type { OptionType } from "../types/option-type";

const someText = ast.string("git");

/** Whether a type has packages or paths, at the top or as elements, and no strings there. */
export function refusesText(type: OptionType): boolean {
  switch (type.kind) {
    case "package":
    case "path":
      return true;
    case "list":
    case "attributes":
      return refusesText(type.element);
    case "union":
      return type.members.some(refusesText) && !fits(type, someText, "string");
    default:
      return false;
  }
}
