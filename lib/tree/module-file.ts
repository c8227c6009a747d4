import type { ModuleModel } from "../model";
import { ast, freeVariables, printFile, type Expression } from "../nix";

/** Arguments that NixOS, or the flake through `specialArgs`, passes to every module. */
const moduleArguments = ["config", "inputs", "lib", "modulesPath", "options", "pkgs", "self"] as const;

/** Arguments that `callPackage` fills in for a package of the flake. */
const packageArguments = ["lib", "pkgs"] as const;

/** Text of a module's file: its head names only the arguments that the module uses. */
export function moduleFile(module: Pick<ModuleModel, "imports" | "config">): string {
  const bindings = module.config.kind === "attributeSet" ? module.config.bindings : [];
  const imports = module.imports.length === 0 ? [] : [ast.binding("imports", ast.list(module.imports))];
  const body = ast.attributeSet({ bindings: [...imports, ...bindings] });
  const names = used(body, moduleArguments);
  return printFile(names.length === 0 ? body : ast.lambda(ast.formals({ names, ellipsis: true }), body));
}

/** Text of a package's `default.nix`. */
export function packageFile(expression: Expression): string {
  return printFile(ast.lambda(ast.formals({ names: used(expression, packageArguments) }), expression));
}

/** Text of a file that only imports others. */
export function importsFile(paths: readonly string[]): string {
  return moduleFile({ imports: paths.map((path) => ast.path(path)), config: ast.attributeSet({ bindings: [] }) });
}

function used(expression: Expression, names: readonly string[]): readonly string[] {
  const free = freeVariables(expression);
  return names.filter((name) => free.has(name));
}
