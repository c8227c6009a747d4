import * as ts from "typescript";
import type { ObjectShape, PropertyShape, PropsShape, ValueType } from "../lib/constructs/core/properties/value-type";
import { documentationOf, optionsIn } from "./site/documentation";
import { readLibrary, type Exported } from "./site/library";

/** File with the declared properties, relative to the repository. */
export const declaredPropsFile = "lib/constructs/core/properties/declared-props.ts";

/** Returns the text of that file, from the types of the constructors of all constructs. */
export function declaredPropsText(): string {
  const { checker, entryPoints } = readLibrary();
  const reader = new TypeReader(checker);
  const constructs = entryPoints
    .flatMap(({ exports }) => exports)
    .filter(({ kind }) => kind === "construct")
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const shapes = constructs.map((construct) => [construct.name, propsShape(construct, reader, checker)] as const);
  return [
    "// Written by `npm run properties` from the types and docstrings of the constructs. Do not edit.",
    'import type { ObjectShape, PropsShape } from "./value-type";\n',
    ...namedShapes(reader),
    "/** The properties of each construct. */",
    "export const declaredProps = {",
    ...shapes.map(([name, { type, sets, insteadOf }]) => {
      const set = [listText("sets", sets), listText("insteadOf", insteadOf)].join("");
      return `  ${name}: {\n    type: ${typeText(type, reader, "    ")},${set}\n  },`;
    }),
    "} as const satisfies Readonly<Record<string, PropsShape>>;\n",
  ].join("\n");
}

/** A constant for each interface of nested objects. */
export function namedShapes(reader: TypeReader): readonly string[] {
  return [...reader.named].map(
    ([name, shape]) => `const ${constantName(name)}: ObjectShape = ${objectText(shape, reader)};\n`,
  );
}

function propsShape({ symbol, name }: Exported, reader: TypeReader, checker: ts.TypeChecker): PropsShape {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isClassDeclaration(declaration)) throw new Error(`${name} is not a class`);
  const constructor = declaration.members.find(ts.isConstructorDeclaration);
  const props = constructor?.parameters.find((parameter) => parameter.name.getText() === "props");
  if (props?.type === undefined) return { type: { object: {} } };
  const type = reader.read(checker.getTypeFromTypeNode(props.type), name, false);
  const ofProperties = new Set(
    JSON.stringify(type)
      .match(/"[\w.<>-]+"/g)
      ?.map((text) => text.slice(1, -1)),
  );
  const { options, insteadOf } = optionsIn(documentationOf(symbol, checker).text);
  const sets = options.filter((option) => !ofProperties.has(option));
  return {
    type,
    ...(sets.length === 0 ? {} : { sets }),
    ...(insteadOf.length === 0 ? {} : { insteadOf }),
  };
}

/** Converts types of the compiler to data. */
export class TypeReader {
  /** Interfaces of nested objects, by name. */
  readonly named = new Map<string, ObjectShape>();

  constructor(private readonly checker: ts.TypeChecker) {}

  ofNode(node: ts.TypeNode, where: string): ValueType {
    if (ts.isParenthesizedTypeNode(node)) return this.ofNode(node.type, where);
    if (ts.isUnionTypeNode(node)) {
      const types = node.types
        .filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword)
        .map((each) => this.ofNode(each, where));
      const literals = types.flatMap((type) => (typeof type === "object" && "literals" in type ? type.literals : []));
      const others = types.filter((type) => typeof type === "string" || !("literals" in type));
      return either([...(literals.length === 0 ? [] : [{ literals }]), ...others]);
    }
    return this.read(this.checker.getTypeFromTypeNode(node), where);
  }

  read(type: ts.Type, where: string, byName = true): ValueType {
    const { checker } = this;
    const alias = type.aliasSymbol?.name;
    if (alias === "NixValue") return "nix";
    if (alias === "NixosConfig" || (type.isClassOrInterface() && type.symbol.name === "UntypedNixosConfig"))
      return "nix set";
    if (type.getSymbol()?.name === "NixExpression") {
      return checker.typeToString(type).includes("NixPath") ? "nix path" : "expression";
    }
    if (type.flags & ts.TypeFlags.BooleanLike) return "boolean";
    if (type.flags & ts.TypeFlags.StringLiteral) return { literals: [(type as ts.StringLiteralType).value] };
    if (type.flags & ts.TypeFlags.String) return "string";
    if (type.flags & ts.TypeFlags.Number) return "number";
    if (type.flags & ts.TypeFlags.BigInt) return "bigint";
    if (type.flags & ts.TypeFlags.Null) return "null";
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return "any";
    if (type.isUnion()) {
      if (type.types.every((each) => each.isStringLiteral())) return { literals: type.types.map(({ value }) => value) };
      return either(type.types.map((each) => this.read(each, where, byName)));
    }
    if (checker.isArrayType(type)) {
      const [element] = checker.getTypeArguments(type as ts.TypeReference);
      if (element !== undefined) return { list: this.read(element, where) };
    }
    if (type.isClass()) return this.instance(type);
    if (type.getCallSignatures().length > 0) return "function";
    const index = type.getStringIndexType();
    if (index !== undefined) return { record: this.read(index, where) };
    if (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return this.object(type, where, byName);
    throw new Error(`${where}: the type ${checker.typeToString(type)} cannot be checked at run time`);
  }

  private object(type: ts.Type, where: string, byName: boolean): ValueType {
    const name = type.isClassOrInterface() && byName ? type.symbol.name : undefined;
    const known = name === undefined ? undefined : this.named.get(name);
    if (known !== undefined) return { object: known };
    const shape = Object.fromEntries(
      this.checker.getPropertiesOfType(type).map((property) => [property.name, this.property(property, where)]),
    );
    if (name !== undefined) this.named.set(name, shape);
    return { object: shape };
  }

  private property(symbol: ts.Symbol, where: string): PropertyShape {
    // Properties of mapped types, such as `Pick`, have only the declarations of the original.
    const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
    if (declaration !== undefined && ts.isMethodSignature(declaration)) return { type: "function" };
    if (declaration === undefined || !ts.isPropertySignature(declaration) || declaration.type === undefined) {
      throw new Error(`${where}: ${symbol.name} is not a plain property`);
    }
    const { options, insteadOf } = optionsIn(documentationOf(symbol, this.checker).text);
    return {
      type: this.ofNode(declaration.type, `${where}.${symbol.name}`),
      ...(symbol.flags & ts.SymbolFlags.Optional ? { optional: true as const } : {}),
      ...(options.length === 0 ? {} : { options }),
      ...(insteadOf.length === 0 ? {} : { insteadOf }),
    };
  }

  private instance(type: ts.InterfaceType): ValueType {
    const makers = this.checker.getPropertiesOfType(this.checker.getTypeOfSymbol(type.symbol)).flatMap((member) => {
      const declaration = member.valueDeclaration;
      if (declaration === undefined || !ts.isMethodDeclaration(declaration)) return [];
      if ((ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Private) !== 0) return [];
      const signature = this.checker.getSignatureFromDeclaration(declaration);
      return signature !== undefined && this.checker.getReturnTypeOfSignature(signature) === type ? [member.name] : [];
    });
    // The static `of` of a construct finds one that exists.
    const isConstruct = (type.getBaseTypes() ?? []).length > 0;
    const own = makers.filter((maker) => maker !== "of" || !isConstruct);
    return { instance: type.symbol.name, ...(own.length === 0 ? {} : { makers: own }) };
  }
}

function either(types: readonly ValueType[]): ValueType {
  const [only] = types;
  return types.length === 1 && only !== undefined ? only : { either: types };
}

const listText = (key: string, names: readonly string[] | undefined): string =>
  names === undefined ? "" : `\n    ${key}: ${JSON.stringify(names)},`;

const constantName = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** The text of a type in TypeScript. */
export function typeText(type: ValueType, reader: TypeReader, indentation = ""): string {
  if (typeof type === "string") return JSON.stringify(type);
  if ("object" in type) {
    const named = [...reader.named].find(([, shape]) => shape === type.object);
    return `{ object: ${named === undefined ? objectText(type.object, reader, indentation) : constantName(named[0])} }`;
  }
  if ("list" in type) return `{ list: ${typeText(type.list, reader, indentation)} }`;
  if ("record" in type) return `{ record: ${typeText(type.record, reader, indentation)} }`;
  if ("either" in type) {
    return `{ either: [${type.either.map((each) => typeText(each, reader, indentation)).join(", ")}] }`;
  }
  return JSON.stringify(type)
    .replaceAll(/"(\w+)":/g, " $1: ")
    .replaceAll(/,(?! )/g, ", ")
    .replace(/\}$/, " }");
}

function objectText(shape: ObjectShape, reader: TypeReader, indentation = ""): string {
  const lines = Object.entries(shape).map(([name, { type, optional, options, insteadOf }]) => {
    const rest = [
      ...(optional === true ? ["optional: true"] : []),
      ...(options === undefined ? [] : [`options: ${JSON.stringify(options)}`]),
      ...(insteadOf === undefined ? [] : [`insteadOf: ${JSON.stringify(insteadOf)}`]),
    ];
    return `${indentation}  ${name}: { ${[`type: ${typeText(type, reader, `${indentation}  `)}`, ...rest].join(", ")} },\n`;
  });
  return lines.length === 0 ? "{}" : `{\n${lines.join("")}${indentation}}`;
}
