import { ast } from "../../nix";
import { fits } from "../table/value-shape";
import { membersOf, type OptionType } from "../types/option-type";

const someText = ast.string("git");

/** Whether a type has packages, paths, or functions, at the top or as elements, and no strings there. */
export function refusesText(type: OptionType): boolean {
  switch (type.kind) {
    case "package":
    case "path":
    case "function":
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

/** Whether a type has text and paths, at the top or in a list: text that begins with `./` is a path in quotes there. */
export function takesFileOrText(type: OptionType): boolean {
  if (type.kind === "list") return takesFileOrText(type.element);
  const members = membersOf(type);
  return members.some(({ kind }) => kind === "path") && members.some(({ kind }) => kind === "string");
}
