import type { OptionDeclaration } from "./declarations/option-declaration";
import type { OptionLookup } from "./table/option-table";

/**
 * Adds the new name of a renamed option, or NixOS's message about a removed one, which dumps without descriptions lack.
 * @param known the options of NixOS that the package includes
 */
export function withKnownChanges(declaration: OptionDeclaration, known: OptionLookup): OptionDeclaration {
  if (declaration.aliasOf !== undefined || declaration.removal !== undefined) return declaration;
  const { aliasOf, removal } = known.at(declaration.path) ?? {};
  if (aliasOf !== undefined) return { ...declaration, aliasOf };
  const isBare = declaration.isHidden && declaration.type === "unspecified value" && declaration.default === undefined;
  return isBare && removal !== undefined ? { ...declaration, removal } : declaration;
}
