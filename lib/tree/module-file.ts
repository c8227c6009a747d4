import type { ModuleModel } from "../model";
import { ast, freeVariables, printFile, type Expression } from "../nix";

/** Arguments that NixOS passes to every module, or the flake through `specialArgs`. */
const moduleArguments = ["config", "inputs", "lib", "modulesPath", "options", "pkgs", "self"] as const;

/** Arguments that `callPackage` fills in for a package of the flake. */
const packageArguments = ["lib", "pkgs"] as const;

/** Renders a module's file. Its argument list contains only the arguments that the module uses. */
export function moduleFile(module: Pick<ModuleModel, "imports" | "config">): string {
  const bindings = module.config.kind === "attributeSet" ? module.config.bindings : [];
  const imports = module.imports.length === 0 ? [] : [ast.binding("imports", ast.list(module.imports))];
  const body = ast.attributeSet({ bindings: [...imports, ...bindings] });
  const names = used(body, moduleArguments);
  return printFile(names.length === 0 ? body : ast.lambda(ast.formals({ names, ellipsis: true }), body));
}

/** Renders a package's `default.nix`. */
export function packageFile(expression: Expression): string {
  return printFile(ast.lambda(ast.formals({ names: used(expression, packageArguments) }), expression));
}

/** Renders a file that only imports others. */
export function importsFile(paths: readonly string[]): string {
  return moduleFile({ imports: paths.map((path) => ast.path(path)), config: ast.attributeSet({ bindings: [] }) });
}

function used(expression: Expression, names: readonly string[]): readonly string[] {
  const free = freeVariables(expression);
  return names.filter((name) => free.has(name));
}
