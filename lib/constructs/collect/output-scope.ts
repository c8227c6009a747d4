import type { Issue } from "../../model";
import { ast, formatAttributePath, freeVariables, transform, type Expression } from "../../nix";

/** The kinds of outputs that have a set for each system, as `packages.x86_64-linux`. Source: the manual of `nix flake check`. */
const perSystem: ReadonlySet<string> = new Set([
  "apps",
  "checks",
  "defaultPackage",
  "devShell",
  "devShells",
  "formatter",
  "legacyPackages",
  "packages",
]);

type Details = Pick<Issue, "code" | "message" | "reason" | "fix">;

/** The value of an output as flake.nix contains it, and the problems with it. */
export interface ScopedOutput {
  readonly value: Expression;
  readonly issues: readonly Details[];
}

/**
 * Gives the variables of modules a meaning in an output, where flake.nix has only `self`, `nixpkgs`, and `inputs`: `lib` is
 * that of nixpkgs, and `pkgs` the packages for the system of the output. The others have none.
 */
export function inOutputScope(path: readonly string[], value: Expression): ScopedOutput {
  const [kind = "", system] = path;
  if (perSystem.has(kind) && system === undefined && value.kind === "attributeSet" && !value.recursive) {
    const issues: Details[] = [];
    const bindings = value.bindings.map((binding) => {
      const [name] = binding.kind === "binding" ? binding.path : [];
      if (binding.kind !== "binding" || typeof name !== "string") return binding;
      const inside = inOutputScope([kind, name], binding.value);
      issues.push(...inside.issues);
      return { ...binding, value: inside.value };
    });
    return { value: { ...value, bindings }, issues };
  }
  const packages = perSystem.has(kind) && system !== undefined ? ["legacyPackages", system] : undefined;
  const withLib = bound(value, "lib", ["lib"]);
  const scoped = packages === undefined ? withLib : bound(withLib, "pkgs", packages);
  const free = freeVariables(withoutRaw(scoped));
  const unknown = ["pkgs", "config", "options", "modulesPath"].filter((name) => free.has(name));
  return { value: scoped, issues: unknown.map((name) => unknownVariable(path, name)) };
}

/** Replaces a variable with an attribute of nixpkgs; with `let` if other parts of the value may bind the same name. */
function bound(value: Expression, name: string, attribute: readonly string[]): Expression {
  if (!freeVariables(value).has(name)) return value;
  const meaning = ast.select(ast.identifier("nixpkgs"), attribute);
  const kinds = new Set<string>();
  const replaced = transform(value, (each) => {
    kinds.add(each.kind === "attributeSet" && each.recursive ? "let" : each.kind);
    if (each.kind === "select" && each.base === meaning) return ast.select(meaning, each.path, each.fallback);
    return each.kind === "identifier" && each.name === name ? meaning : each;
  });
  const mayBind = ["raw", "lambda", "let", "with"].some((kind) => kinds.has(kind));
  return mayBind ? ast.letIn([ast.binding(name, meaning)], value) : replaced;
}

/** Words in raw source may be anything. */
const withoutRaw = (value: Expression): Expression =>
  transform(value, (each) => (each.kind === "raw" ? ast.nullLiteral() : each));

function unknownVariable(path: readonly string[], name: string): Details {
  return {
    code: "output-variable",
    message: `outputs.${formatAttributePath(path)} refers to ${name}, which an output of a flake does not have`,
    reason:
      name === "pkgs"
        ? "packages depend on a system, and only outputs such as packages.x86_64-linux have one"
        : `${name} belongs to the modules of a host`,
    fix:
      name === "pkgs"
        ? 'use inputs.nixpkgs.legacyPackages["x86_64-linux"]'
        : "use self.nixosConfigurations.<host>.config, with the name of a host",
  };
}
