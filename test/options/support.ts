import { splitOptionName, type OptionDeclaration } from "../../lib/options";

/** Declarations by the option's name, of a type or with more facts. */
export function declarations(
  options: Readonly<Record<string, string | Partial<OptionDeclaration>>>,
): readonly OptionDeclaration[] {
  return Object.entries(options).map(([name, facts]) => ({
    path: splitOptionName(name),
    type: "boolean",
    isReadOnly: false,
    isHidden: false,
    ...(typeof facts === "string" ? { type: facts } : facts),
  }));
}
