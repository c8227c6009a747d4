import { splitOptionName, type OptionDeclaration } from "../../lib/options";

/** Declarations from option names, each with a type or more details. */
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
