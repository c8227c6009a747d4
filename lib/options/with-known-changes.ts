import { optionName, type OptionDeclaration } from "./declarations/option-declaration";
import changes from "./known-changes.json";

const renamed: Readonly<Record<string, string>> = changes.renamed;
const removed: Readonly<Record<string, string>> = changes.removed;

/**
 * Adds the new name of a renamed option, or NixOS's message about a removed one, which dumps without descriptions lack.
 * The list covers NixOS 24.05. scripts/known-changes.sh reads it from the descriptions and assertions that NixOS's
 * lib/modules.nix generates (doRename, mkRemovedOptionModule); `synth import` reads the same from any other nixpkgs.
 */
export function withKnownChanges(declaration: OptionDeclaration): OptionDeclaration {
  if (declaration.aliasOf !== undefined || declaration.removal !== undefined) return declaration;
  const name = optionName(declaration.path);
  if (Object.hasOwn(renamed, name)) return { ...declaration, aliasOf: renamed[name] ?? "" };
  const isBare = declaration.isHidden && declaration.type === "unspecified value" && declaration.default === undefined;
  return isBare && Object.hasOwn(removed, name) ? { ...declaration, removal: removed[name] ?? "" } : declaration;
}
