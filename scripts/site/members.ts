import * as ts from "typescript";
import { documentationOf, type Documentation } from "./documentation";

/** A property, method, or function, as a page shows it. */
export interface Member {
  readonly name: string;
  /** Signature in TypeScript, without parts that the page makes clear. */
  readonly signature: string;
  readonly type: string;
  readonly need: "required" | "optional" | "one of several";
  readonly documentation: Documentation;
}

/** Returns the public members that a class declares, without inherited ones. */
export function classMembers(
  symbol: ts.Symbol,
  checker: ts.TypeChecker,
): { readonly statics: readonly Member[]; readonly ofInstances: readonly Member[] } {
  const own = (member: ts.Symbol): boolean => {
    const declaration = member.valueDeclaration;
    if (declaration === undefined || member.name === "prototype") return false;
    const owner = ts.isParameter(declaration) ? declaration.parent.parent : declaration.parent;
    const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
    return owner === symbol.valueDeclaration && (ts.getCombinedModifierFlags(declaration) & hidden) === 0;
  };
  const statics = checker.getPropertiesOfType(checker.getTypeOfSymbol(symbol)).filter(own);
  const ofInstances = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)).filter(own);
  return {
    statics: statics.map((member) => memberOf(member, checker, "static ")),
    ofInstances: ofInstances.map((member) => memberOf(member, checker)),
  };
}

/** Returns the properties of a type. For a union, returns those of all alternatives. */
export function propertiesOf(type: ts.Type, checker: ts.TypeChecker): readonly Member[] {
  const alternatives = type.isUnion() ? type.types : [type];
  const properties = new Map<string, ts.Symbol>();
  for (const alternative of alternatives) {
    for (const property of checker.getPropertiesOfType(alternative)) properties.set(property.name, property);
  }
  return [...properties.values()].filter(isOurs).map((property) => {
    const everywhere = alternatives.every((alternative) => alternative.getProperty(property.name) !== undefined);
    const member = memberOf(property, checker);
    return everywhere || member.need === "optional" ? member : { ...member, need: "one of several" };
  });
}

/** Describes a symbol with its type or signature. */
export function memberOf(symbol: ts.Symbol, checker: ts.TypeChecker, prefix = ""): Member {
  const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
  const meant =
    declaration !== undefined && ts.isShorthandPropertyAssignment(declaration)
      ? (checker.getShorthandAssignmentValueSymbol(declaration) ?? symbol)
      : symbol;
  const callable = callableOf(meant);
  const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
  const type = callable === undefined ? typeText(meant, checker) : "function";
  return {
    name: symbol.name,
    type,
    need: optional ? "optional" : "required",
    signature:
      callable === undefined
        ? `${prefix}readonly ${symbol.name}${optional ? "?" : ""}: ${type}`
        : `${prefix}${symbol.name}${callText(callable, checker)}`,
    documentation: documentationOf(meant, checker),
  };
}

/** Returns the declaration of a method, a function, or a property with an arrow function. */
function callableOf(symbol: ts.Symbol): ts.SignatureDeclaration | undefined {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined) return undefined;
  if (ts.isPropertyAssignment(declaration)) {
    return ts.isArrowFunction(declaration.initializer) ? declaration.initializer : undefined;
  }
  const isCall = ts.isMethodDeclaration(declaration) || ts.isMethodSignature(declaration);
  return isCall || ts.isFunctionDeclaration(declaration) ? declaration : undefined;
}

function callText(callable: ts.SignatureDeclaration, checker: ts.TypeChecker): string {
  const signature = checker.getSignatureFromDeclaration(callable);
  const returned =
    callable.type?.getText() ??
    (signature === undefined ? "void" : checker.typeToString(checker.getReturnTypeOfSignature(signature)));
  return `(${callable.parameters.map((parameter) => tidyType(parameter.getText())).join(", ")}): ${returned}`;
}

/** Returns the type as written in the source, or else as inferred by the compiler. */
function typeText(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
  if (declaration === undefined) return checker.typeToString(checker.getTypeOfSymbol(symbol));
  const written = (declaration as Partial<ts.PropertyDeclaration>).type?.getText();
  return tidyType(
    written ??
      checker.typeToString(
        checker.getTypeOfSymbolAtLocation(symbol, declaration),
        undefined,
        ts.TypeFormatFlags.NoTruncation,
      ),
  );
}

/** Removes details from a type that readers do not need: `readonly`, comments, and line breaks. */
function tidyType(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\breadonly /g, "")
    .replace(/\s+/g, " ")
    .replace(/^\| /, "")
    .trim();
}

/** Checks that a member is not one of JavaScript itself, such as those of arrays, strings, and functions. */
function isOurs(symbol: ts.Symbol): boolean {
  return !(symbol.declarations?.[0]?.getSourceFile().fileName.includes("/node_modules/") ?? true);
}
