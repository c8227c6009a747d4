import type { FlakeModel } from "../../../model";
import { freeVariables, printExpression, type Expression } from "../../../nix";
import type { ModulePart } from "./module-parts";

/** Whether a module imports one that may declare options which an imported table does not include. */
export function importsUncovered(parts: readonly ModulePart[], inputs: readonly string[]): boolean {
  return (
    declareOptions(parts) ||
    imports(parts).some((value) => {
      const input = inputOf(value);
      return input === undefined ? !isOfNixos(value) : !["nixpkgs", ...inputs].includes(input);
    })
  );
}

/** Whether modules may have options that NixOS's own list of modules does not declare, because they import other modules. */
export function mayDeclareOptions(parts: readonly ModulePart[]): boolean {
  return declareOptions(parts) || imports(parts).some((value) => !isCovered(value));
}

/** Whether a flake uses another nixpkgs than NixOS's own, which may have other options. */
export function hasOtherNixpkgs({ inputs }: Pick<FlakeModel, "inputs">): boolean {
  const nixpkgs = inputs.find(({ name }) => name === "nixpkgs");
  return nixpkgs !== undefined && !isOfficial(nixpkgs.url);
}

const declareOptions = (parts: readonly ModulePart[]): boolean => parts.some((part) => part.declaresOptions);

const imports = (parts: readonly ModulePart[]): readonly Expression[] =>
  parts.flatMap((part) => part.imports.flatMap(({ value }) => (isNoModule(value) ? [] : value)));

/** Whether it is a mistake that is reported by itself. */
const isNoModule = ({ kind }: Expression): boolean => ["null", "boolean", "integer", "float", "list"].includes(kind);

/** The flake input that a module comes from; empty if only Nix knows it, undefined if it is none. */
function inputOf(value: Expression): string | undefined {
  if (value.kind !== "select" || value.base.kind !== "identifier" || value.base.name !== "inputs") return undefined;
  const [input] = value.path;
  return typeof input === "string" ? input : "";
}

/** Whether it is a file of the nixpkgs that is evaluated. */
function isOfNixos(value: Expression): boolean {
  const variables = freeVariables(value);
  return variables.size === 1 && variables.has("modulesPath");
}

/** Installation images and profiles declare no options beyond those of the minimal image. */
function isCovered(value: Expression): boolean {
  return isOfNixos(value) && /modulesPath\W+(?:installer\/cd-dvd|profiles)\//.test(printExpression(value));
}

/** Whether a flake reference is NixOS's own repository, one of its channels, or the entry of the registry. */
function isOfficial(reference: string): boolean {
  return /[/:]nixos\/nixpkgs(?:[/?#.]|$)|^https:\/\/channels\.nixos\.org\/|^(?:flake:)?nixpkgs(?:[/?]|$)/i.test(
    reference,
  );
}
