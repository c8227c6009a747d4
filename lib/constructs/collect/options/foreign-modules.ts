import type { FlakeModel, ModuleModel } from "../../../model";
import { freeVariables, printExpression, type Expression } from "../../../nix";
import { structureOf } from "./module-structure";

/** Whether a module imports one that may declare options which an imported table does not include. */
export function importsUncovered(modules: readonly ModuleModel[], inputs: readonly string[]): boolean {
  return (
    declareOptions(modules) ||
    imports(modules).some((value) => {
      const input = inputOf(value);
      return input === undefined ? !isOfNixos(value) : !["nixpkgs", ...inputs].includes(input);
    })
  );
}

/**
 * Whether a flake may have options that NixOS's own list of modules does not declare: from other modules, or from another
 * nixpkgs.
 */
export function mayDeclareOptions(modules: readonly ModuleModel[], { inputs }: Pick<FlakeModel, "inputs">): boolean {
  const nixpkgs = inputs.find(({ name }) => name === "nixpkgs");
  return (
    (nixpkgs !== undefined && !isOfficial(nixpkgs.url)) ||
    declareOptions(modules) ||
    imports(modules).some((value) => !isCovered(value))
  );
}

/** Whether a module has `options` or `imports` in its Nix form. */
const declareOptions = (modules: readonly ModuleModel[]): boolean =>
  modules.some(({ config }) => structureOf(config).declaresOptions);

const imports = (modules: readonly ModuleModel[]): readonly Expression[] => modules.flatMap((module) => module.imports);

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
