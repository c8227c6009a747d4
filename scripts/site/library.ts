import * as path from "node:path";
import * as ts from "typescript";
import { repository } from "./repository";

/** Something that an entry point of the package exports. */
export interface Exported {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly declaration: ts.Declaration;
  /** `construct` for classes that derive from `Construct`. */
  readonly kind: "construct" | "class" | "function" | "value" | "type";
  /** Source file, relative to the repository. */
  readonly file: string;
}

/** An entry point of the package, such as `cdknix/testing`. */
export interface EntryPoint {
  readonly name: string;
  /** Docstring of the module. */
  readonly documentation: string;
  readonly exports: readonly Exported[];
}

/** The public library, as analyzed by the compiler. */
export interface Library {
  readonly checker: ts.TypeChecker;
  readonly entryPoints: readonly EntryPoint[];
}

const entryFiles = {
  cdknix: "lib/index.ts",
  "cdknix/testing": "lib/testing/index.ts",
  "cdknix/testing/jest": "lib/testing/jest.ts",
  "cdknix/terraform": "lib/terraform/index.ts",
};

let known: Library | undefined;

/** Reads every entry point, once. */
export function readLibrary(): Library {
  known ??= analyzeLibrary();
  return known;
}

function analyzeLibrary(): Library {
  const configFile = path.join(repository, "tsconfig.json");
  const { config } = ts.readConfigFile(configFile, (file) => ts.sys.readFile(file)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, repository);
  const program = ts.createProgram(
    Object.values(entryFiles).map((file) => path.join(repository, file)),
    options,
  );
  const checker = program.getTypeChecker();
  const entryPoints = Object.entries(entryFiles).map(([name, file]) => {
    const source = program.getSourceFile(path.join(repository, file));
    const symbol = source === undefined ? undefined : checker.getSymbolAtLocation(source);
    if (source === undefined || symbol === undefined) throw new Error(`${file} is not a module`);
    return {
      name,
      documentation: moduleComment(source),
      exports: checker.getExportsOfModule(symbol).flatMap((exported) => describeExport(exported, checker)),
    };
  });
  return { checker, entryPoints };
}

function describeExport(exported: ts.Symbol, checker: ts.TypeChecker): readonly Exported[] {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
  if (declaration === undefined) return [];
  const file = path.relative(repository, declaration.getSourceFile().fileName);
  return [{ name: exported.name, symbol, declaration, kind: kindOf(symbol, checker), file }];
}

function kindOf(symbol: ts.Symbol, checker: ts.TypeChecker): Exported["kind"] {
  if (symbol.flags & ts.SymbolFlags.Class) {
    return derivesFromConstruct(checker.getDeclaredTypeOfSymbol(symbol), checker) ? "construct" : "class";
  }
  if (symbol.flags & ts.SymbolFlags.Function) return "function";
  return symbol.flags & ts.SymbolFlags.Variable ? "value" : "type";
}

function derivesFromConstruct(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (!type.isClassOrInterface()) return false;
  return checker
    .getBaseTypes(type)
    .some(
      (base) =>
        (base.symbol.name === "Construct" && isOfConstructsPackage(base.symbol)) || derivesFromConstruct(base, checker),
    );
}

function isOfConstructsPackage(symbol: ts.Symbol): boolean {
  return symbol.declarations?.[0]?.getSourceFile().fileName.includes("/node_modules/constructs/") ?? false;
}

/** Returns the text of the comment that ends with `@packageDocumentation`. */
function moduleComment(source: ts.SourceFile): string {
  const [, comment = ""] = /^\/\*\*([\s\S]*?)@packageDocumentation/.exec(source.text) ?? [];
  return comment.replace(/^\s*\* ?/gm, "").trim();
}
