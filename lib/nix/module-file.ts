import type { Expression } from "./ast/ast";
import * as ast from "./ast/constructors";
import { freeVariables } from "./ast/free-variables";
import { isListExpression } from "./list-expression";
import { printFile } from "./print";

/** Arguments that NixOS passes to every module, or the flake through `specialArgs`. */
const moduleArguments = ["config", "inputs", "lib", "modulesPath", "options", "pkgs", "self"] as const;

/** Arguments that `callPackage` fills in for a package of the flake. */
const packageArguments = ["lib", "pkgs"] as const;

/** The contents of a module's file. */
interface ModuleContent {
  /** The imported modules. */
  readonly imports: readonly Expression[];
  /** The option definitions. */
  readonly config: Expression;
  /** Whether nothing in it refers to a variable, because all of it is data or paths. Default: false. */
  readonly isData?: boolean;
}

/** The source of a module's file. */
export interface ModuleSource {
  readonly text: string;
  /** The arguments that the module uses, of those that it receives: its argument list contains only these. */
  readonly arguments: readonly string[];
}

const none: readonly string[] = [];

/** Renders a module's file. */
export function moduleSource(module: ModuleContent): ModuleSource {
  const body = bodyOf(module);
  const names = module.isData === true ? none : used([module.config, ...module.imports], moduleArguments);
  const text = printFile(names.length === 0 ? body : ast.lambda(ast.formals({ names, ellipsis: true }), body));
  return { text, arguments: names };
}

function bodyOf({ imports, config }: ModuleContent): Expression {
  if (config.kind === "attributeSet" && !config.recursive && imports.length === 0) return config;
  // A call such as `lib.mkIf` is not a module, but may be the whole `config` of one.
  const bindings = config.kind === "attributeSet" ? config.bindings : [ast.binding("config", config)];
  const list = imports.length === 0 ? [] : [ast.binding("imports", importList(imports))];
  return ast.attributeSet({ bindings: [...list, ...bindings] });
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
  const imports = paths.map((path) => ast.path(path));
  return moduleSource({ imports, config: ast.attributeSet({ bindings: [] }), isData: true }).text;
}

function used(expressions: readonly Expression[], names: readonly string[]): readonly string[] {
  const free = expressions.map(freeVariables).filter(({ size }) => size > 0);
  return free.length === 0 ? [] : names.filter((name) => free.some((variables) => variables.has(name)));
}
