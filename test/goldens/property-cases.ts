import * as path from "node:path";
import * as ts from "typescript";
import { repository } from "../examples/examples";

/**
 * The kinds of value that a property accepts, by name: `true`, `null`, `"minimal"`, `text`, `number`, `list`, `object`,
 * `["nixos-enter"]` for a list that may contain it, and `value` for any value.
 */
export interface PropertyCases {
  /** Type that has the property, such as `BootConfigProps`. */
  readonly type: string;
  readonly property: string;
  readonly cases: readonly string[];
}

/** The properties of every type `…Props` that a module exports, with all kinds of values, according to the compiler. */
export function propertyCases(file: string): readonly PropertyCases[] {
  const { config } = ts.readConfigFile(path.join(repository, "tsconfig.json"), (name) => ts.sys.readFile(name)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, repository);
  const program = ts.createProgram([file], { ...options, types: ["node"] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${file} is not a module`);
  return checker
    .getExportsOfModule(module)
    .filter(({ name }) => name.endsWith("Props"))
    .flatMap((symbol) => casesOfProperties(symbol, checker));
}

function casesOfProperties(exported: ts.Symbol, checker: ts.TypeChecker): readonly PropertyCases[] {
  const symbol = (exported.flags & ts.SymbolFlags.Alias) === 0 ? exported : checker.getAliasedSymbol(exported);
  const found = new Map<string, Set<string>>();
  // If a type is a union, such as text or file, each member has its own properties.
  for (const type of membersOf(checker.getDeclaredTypeOfSymbol(symbol))) {
    for (const property of checker.getPropertiesOfType(type)) {
      const cases = found.get(property.name) ?? new Set();
      for (const each of casesOfProperty(property, checker)) cases.add(each);
      found.set(property.name, cases);
    }
  }
  return [...found].map(([property, cases]) => ({ type: symbol.name, property, cases: [...cases].sort() }));
}

function casesOfProperty(property: ts.Symbol, checker: ts.TypeChecker): readonly string[] {
  const { valueDeclaration } = property;
  const written =
    valueDeclaration !== undefined && ts.isPropertySignature(valueDeclaration) ? valueDeclaration.type : undefined;
  if (written?.getText() === "NixValue") return ["value"];
  return membersOf(checker.getTypeOfSymbol(property)).flatMap((type) => casesOfType(type, checker));
}

function membersOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

function casesOfType(type: ts.Type, checker: ts.TypeChecker): readonly string[] {
  const has = (flags: ts.TypeFlags): boolean => (type.flags & flags) !== 0;
  if (has(ts.TypeFlags.Undefined)) return [];
  if (has(ts.TypeFlags.Null)) return ["null"];
  if (has(ts.TypeFlags.BooleanLiteral) || type.isStringLiteral() || type.isNumberLiteral()) {
    return [checker.typeToString(type)];
  }
  if (has(ts.TypeFlags.String)) return ["text"];
  if (has(ts.TypeFlags.Number)) return ["number"];
  if (checker.isArrayType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference);
    const literals = element === undefined ? [] : membersOf(element).filter((member) => member.isLiteral());
    return literals.length === 0 ? ["list"] : literals.map((literal) => `[${checker.typeToString(literal)}]`);
  }
  if (has(ts.TypeFlags.Object)) return ["object"];
  throw new Error(`unknown kind of value for the type ${checker.typeToString(type)}`);
}

/** The kinds of a value, by the same names. */
export function casesOfValue(value: unknown): readonly string[] {
  if (value === undefined) return [];
  const own = ((): readonly string[] => {
    if (typeof value === "string") return [JSON.stringify(value), "text"];
    if (typeof value === "number") return [String(value), "number"];
    if (Array.isArray(value)) return ["list", ...value.map((element) => `[${JSON.stringify(element)}]`)];
    if (typeof value === "boolean" || value === null) return [String(value)];
    return ["object"];
  })();
  return [...own, "value"];
}
