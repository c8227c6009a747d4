import { expressionMeant, formatAttributePath, memberPath, printExpression, type Expression } from "../../../nix";
import { shapeOf } from "../../../options";
import type { IssueDetails } from "../../core";
import { importAsText } from "../files/asset-issues";
import type { OwnPackages } from "./package-meant";

type Details = IssueDetails & { readonly code: string };

/** The values that Nix expects in the outputs of a flake, by their first name: the number of names, and the kind of value. */
const outputKinds: Readonly<Record<string, readonly [depth: number, kind: "derivation" | "function" | "module"]>> = {
  checks: [3, "derivation"],
  defaultPackage: [2, "derivation"],
  devShell: [2, "derivation"],
  devShells: [3, "derivation"],
  formatter: [2, "derivation"],
  nixosModules: [2, "module"],
  overlays: [2, "function"],
  packages: [3, "derivation"],
};

/** The problems with an added output of a flake whose value Nix would reject. Source: the manual of `nix flake check`. */
export function outputIssues(path: readonly string[], value: Expression, own: OwnPackages): readonly Details[] {
  const [depth, kind] = (Object.hasOwn(outputKinds, path[0] ?? "") ? outputKinds[path[0] ?? ""] : undefined) ?? [];
  if (depth === undefined) return [];
  if (path.length < depth) {
    if (value.kind !== "attributeSet" || value.recursive) return [];
    return value.bindings.flatMap((binding) => {
      const names = binding.kind === "binding" ? binding.path.filter((name) => typeof name === "string") : [];
      if (binding.kind !== "binding" || names.length < binding.path.length) return [];
      return outputIssues([...path, ...names], binding.value, own);
    });
  }
  if (path.length > depth) return [];
  const where = `outputs.${formatAttributePath(path)}`;
  const issue =
    kind === "derivation"
      ? derivationIssue(where, value, (text) => packageOf(text, path[1] ?? "", own))
      : kind === "module"
        ? moduleIssue(where, value)
        : overlayIssue(where, value);
  return issue === undefined ? [] : [issue];
}

function moduleIssue(where: string, value: Expression): Details | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : importAsText(where, text);
}

function overlayIssue(where: string, value: Expression): Details | undefined {
  const shape = shapeOf(value);
  if (shape === undefined || shape === "function") return undefined;
  return {
    code: "not-a-function",
    message: `${where} is not a function`,
    value: printed(value),
    reason: "an overlay is a function; import the file that has it",
    fix: `use nix.import(${(value.kind === "path" ? value.origin : undefined) ?? 'nix.file("./overlay.nix")'})`,
  };
}

/**
 * The problem with a value that has to be a derivation and is certainly none.
 * @param packageMeant the expression for a package that is written as text
 */
export function derivationIssue(
  where: string,
  value: Expression,
  packageMeant: (text: string) => string | undefined,
): Details | undefined {
  const shape = shapeOf(value);
  // Null replaces a value that another error is about.
  if (shape === undefined || shape === "null" || (value.kind === "attributeSet" && isDerivation(value)))
    return undefined;
  const text = textOf(value);
  if (text !== undefined) {
    return {
      code: "text-not-package",
      message: `${where} is text, but Nix expects a package`,
      value: JSON.stringify(text),
      reason: "a package is an attribute of pkgs; its name in quotes is only text",
      fix: `use ${packageMeant(text) ?? "a package, such as pkgs.hello"}`,
    };
  }
  if (value.kind === "path") {
    const file = value.origin ?? `nix.path(${JSON.stringify(value.text)})`;
    return {
      code: "path-not-package",
      message: `${where} is a path, but Nix expects a package`,
      value: file,
      reason: "a file of the flake is no package until a function of nixpkgs makes one from it",
      fix: `for a package that the file defines, use pkgs.callPackage(${file}, {})`,
    };
  }
  return {
    code: "not-a-package",
    message: `${where} is not a package`,
    value: printed(value),
    reason: "Nix builds derivations, which functions of nixpkgs return",
    fix: 'use a package, such as pkgs.hello or pkgs.writeText("name", "…")',
  };
}

/** A set with `type = "derivation"`, or one that may have it. */
function isDerivation(value: Extract<Expression, { kind: "attributeSet" }>): boolean {
  return value.bindings.some(
    (each) => each.kind === "inherit" || each.path[0] === "type" || each.path[0] === "outPath",
  );
}

function textOf(value: Expression): string | undefined {
  if (value.kind !== "string" && value.kind !== "indentedString") return undefined;
  return value.parts.map((part) => (typeof part === "string" ? part : "${…}")).join("");
}

const printed = (value: Expression): string => printExpression(value).replaceAll(/\s+/g, " ").slice(0, 120);

/** `flake.nix` has no `pkgs`: a package is that of a system. */
function packageOf(text: string, system: string, own: OwnPackages): string | undefined {
  const [root, ...names] = expressionMeant(text) ?? [];
  if (root === undefined) return undefined;
  if (root !== "pkgs") return memberPath([root, ...names]);
  const ofFlake = names.length === 1 ? own(names[0] ?? "") : undefined;
  return ofFlake ?? memberPath(["inputs", "nixpkgs", "legacyPackages", system, ...names]);
}
