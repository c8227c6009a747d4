import { optionName, type OptionDeclaration } from "./declarations/option-declaration";
import changes from "./known-changes.json";

const renamed: Readonly<Record<string, string>> = changes.renamed;
const removed: Readonly<Record<string, string>> = changes.removed;

/**
 * A declaration with the new name of an option that was renamed, or what NixOS says about one that was removed: dumps
 * without descriptions do not tell. Known are those of NixOS 24.05, from the descriptions and assertions that its
 * lib/modules.nix makes (doRename, mkRemovedOptionModule), read by scripts/known-changes.sh; `synth import` reads the same
 * from any other nixpkgs.
 */
export function withKnownChanges(declaration: OptionDeclaration): OptionDeclaration {
  if (declaration.aliasOf !== undefined || declaration.removal !== undefined) return declaration;
  const name = optionName(declaration.path);
  if (Object.hasOwn(renamed, name)) return { ...declaration, aliasOf: renamed[name] ?? "" };
  const isBare = declaration.isHidden && declaration.type === "unspecified value" && declaration.default === undefined;
  return isBare && Object.hasOwn(removed, name) ? { ...declaration, removal: removed[name] ?? "" } : declaration;
}
