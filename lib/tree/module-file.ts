import type { ModuleModel } from "../model";
import { ast, freeVariables, isListExpression, printFile, type Expression } from "../nix";

/** Arguments that NixOS passes to every module, or the flake through `specialArgs`. */
const moduleArguments = ["config", "inputs", "lib", "modulesPath", "options", "pkgs", "self"] as const;

/** Arguments that `callPackage` fills in for a package of the flake. */
const packageArguments = ["lib", "pkgs"] as const;

/** Renders a module's file. Its argument list contains only the arguments that the module uses. */
export function moduleFile(module: ModuleContent): string {
  const body = bodyOf(module);
  const names = argumentsOf(module);
  return printFile(names.length === 0 ? body : ast.lambda(ast.formals({ names, ellipsis: true }), body));
}

/** The contents of a module's file. */
export type ModuleContent = Pick<ModuleModel, "imports" | "config">;

/** Kept, because both the module's file and the flake need it. */
const knownArguments = new WeakMap<ModuleContent, readonly string[]>();

/** The arguments that a module uses. */
export function argumentsOf(module: ModuleContent): readonly string[] {
  const known = knownArguments.get(module);
  if (known !== undefined) return known;
  const names = used([module.config, ...module.imports], moduleArguments);
  knownArguments.set(module, names);
  return names;
}

function bodyOf(module: ModuleContent): Expression {
  const { config } = module;
  if (config.kind === "attributeSet" && !config.recursive && module.imports.length === 0) return config;
  // A call such as `lib.mkIf` is not a module, but may be the whole `config` of one.
  const bindings = config.kind === "attributeSet" ? config.bindings : [ast.binding("config", config)];
  const imports = module.imports.length === 0 ? [] : [ast.binding("imports", importList(module.imports))];
  return ast.attributeSet({ bindings: [...imports, ...bindings] });
}

/** The list of imports. Those that are lists themselves, such as `lib.optional …`, are joined to the rest with `++`. */
function importList(imports: readonly Expression[]): Expression {
  if (!imports.some(isListExpression)) return ast.list(imports);
  const lists: Expression[] = [];
  let single: Expression[] = [];
  for (const each of imports) {
    if (!isListExpression(each)) {
      single.push(each);
      continue;
    }
    if (single.length > 0) lists.push(ast.list(single));
    lists.push(each);
    single = [];
  }
  if (single.length > 0) lists.push(ast.list(single));
  return lists.reduceRight((joined, list) => ast.binary("++", list, joined));
}

/** Renders a package's `default.nix`. */
export function packageFile(expression: Expression): string {
  return printFile(ast.lambda(ast.formals({ names: used([expression], packageArguments) }), expression));
}

/** Renders a file that only imports others. */
export function importsFile(paths: readonly string[]): string {
  return moduleFile({ imports: paths.map((path) => ast.path(path)), config: ast.attributeSet({ bindings: [] }) });
}

function used(expressions: readonly Expression[], names: readonly string[]): readonly string[] {
  const free = expressions.map(freeVariables).filter(({ size }) => size > 0);
  return free.length === 0 ? [] : names.filter((name) => free.some((variables) => variables.has(name)));
}
