import * as ts from "typescript";
import type { ParameterKind, ParameterShape } from "../lib/constructs/core/arguments/parameter";
import { namedShapes, typeText, TypeReader } from "./declared-props-text";
import { readLibrary, type Library } from "./site/library";

/** File with the declared parameters, relative to the repository. */
export const declaredParametersFile = "lib/constructs/core/arguments/declared-parameters.ts";

/** Methods that only cdknix calls. */
const internal = new Set(["IsoImage.isoName", "NixosModule.render"]);

/** Kinds of values, by the name of their type. */
const kinds: Readonly<Record<string, ParameterKind>> = {
  Construct: "construct",
  IConstruct: "construct",
  NixExpression: "expression",
};

/** Returns the text of that file, from the types of the methods of all classes. */
export function declaredParametersText(): string {
  const library = readLibrary();
  const reader = new TypeReader(library.checker);
  const lines = methodsOf(library)
    .map((callable) => [callable.name, parametersOf(callable, reader, library.checker)] as const)
    .map(([name, shapes]) => `  "${name}": [${shapes.map((shape) => parameterText(shape, reader)).join(", ")}],`);
  return [
    "// Written by `npm run properties` from the types of methods. Do not edit.",
    'import type { ObjectShape } from "../properties/value-type";',
    'import type { ParameterShape } from "./parameter";\n',
    ...namedShapes(reader),
    "/** The parameters of each method and static method. */",
    "export const declaredParameters = {",
    ...lines,
    "} as const satisfies Readonly<Record<string, readonly ParameterShape[]>>;\n",
  ].join("\n");
}

/** The parameters of each function in `nix`, by its name. They are checked in `lib/nix`, which knows no properties. */
export function helperParameters(): ReadonlyMap<string, readonly ParameterShape[]> {
  const { entryPoints, checker } = readLibrary();
  const reader = new TypeReader(checker);
  const nix = entryPoints.flatMap((entry) => entry.exports).find(({ name }) => name === "nix");
  const helpers = nix === undefined ? [] : checker.getPropertiesOfType(checker.getTypeAtLocation(nix.declaration));
  return new Map(
    helpers.flatMap((helper) => {
      const [signature] = checker.getTypeOfSymbol(helper).getCallSignatures();
      const parameters = [...(signature?.getDeclaration().parameters ?? [])];
      return [[helper.name, parametersOf({ name: helper.name, parameters }, reader, checker)] as const];
    }),
  );
}

interface Callable {
  readonly name: string;
  readonly parameters: readonly ts.ParameterDeclaration[];
}

function methodsOf({ entryPoints }: Library): readonly Callable[] {
  const exports = entryPoints.filter(({ name }) => name === "cdknix").flatMap((entry) => entry.exports);
  const methods = exports.flatMap(({ name, declaration }) =>
    (ts.isClassDeclaration(declaration) ? declaration.members : []).flatMap((member) =>
      ts.isMethodDeclaration(member) && isPublic(member) && takesArguments(member)
        ? [{ name: `${name}.${member.name.getText()}`, parameters: [...member.parameters] }]
        : [],
    ),
  );
  return methods
    .filter(({ name, parameters }) => !internal.has(name) && !parameters.some(takesAnything))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function parametersOf(
  { name, parameters }: Callable,
  reader: TypeReader,
  checker: ts.TypeChecker,
): readonly ParameterShape[] {
  return parameters.map((parameter) => shapeOf(parameter, name, reader, checker));
}

/** Factories without parameters could be passed options; other methods without parameters are never called with any. */
function takesArguments(member: ts.MethodDeclaration): boolean {
  return member.parameters.length > 0 || (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
}

function isPublic(member: ts.MethodDeclaration): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (ts.getCombinedModifierFlags(member) & hidden) === 0;
}

/** Parameters of the guards, such as `Host.isHost`. */
const takesAnything = ({ type }: ts.ParameterDeclaration): boolean => type?.kind === ts.SyntaxKind.UnknownKeyword;

function shapeOf(
  parameter: ts.ParameterDeclaration,
  where: string,
  reader: TypeReader,
  checker: ts.TypeChecker,
): ParameterShape {
  const { name, dotDotDotToken, questionToken, initializer, type } = parameter;
  const isRest = dotDotDotToken !== undefined;
  const isOptional = questionToken !== undefined || initializer !== undefined;
  return {
    name: name.getText(),
    ...typesOf(type, `${where}(${name.getText()})`, isRest, parameter, reader, checker),
    ...(isOptional ? { optional: true as const } : {}),
    ...(isRest ? { rest: true as const } : {}),
  };
}

function typesOf(
  node: ts.TypeNode | undefined,
  where: string,
  isRest: boolean,
  parameter: ts.ParameterDeclaration,
  reader: TypeReader,
  checker: ts.TypeChecker,
): Pick<ParameterShape, "type" | "kind"> {
  if (node === undefined) return { type: reader.read(checker.getTypeAtLocation(parameter), where) };
  const text = node.getText();
  if (text === "NixDefinition<boolean>") return { type: "boolean", kind: "expression" };
  if (text.includes("NixDefinition<")) return { type: "nix" };
  if (text === "TemplateStringsArray") return { type: { list: "any" } };
  if (text === "Expression") return { type: { record: "any" } };
  if (text === "string | URL") return { type: "any" };
  const kind = kinds[text];
  if (kind !== undefined) return { kind };
  const type = reader.ofNode(node, where);
  return { type: isRest && typeof type === "object" && "list" in type ? type.list : type };
}

function parameterText({ name, type, kind, optional, rest }: ParameterShape, reader: TypeReader): string {
  const parts = [
    `name: "${name}"`,
    ...(type === undefined ? [] : [`type: ${typeText(type, reader)}`]),
    ...(kind === undefined ? [] : [`kind: "${kind}"`]),
    ...(optional === true ? ["optional: true"] : []),
    ...(rest === true ? ["rest: true"] : []),
  ];
  return `{ ${parts.join(", ")} }`;
}
