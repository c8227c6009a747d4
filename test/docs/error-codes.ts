import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { repository } from "./documents";

/** A code that `lib` gives to an error, a warning, or a note. */
export interface FoundCode {
  /** The code; of one that is joined from parts, the template, such as `device-${kind}`. */
  readonly code: string;
  /** Where: the file, relative to the repository, with the line. */
  readonly at: string;
  readonly isTemplate: boolean;
  /** Whether it is the code of a `VirtualMachineError`. */
  readonly isOfMachine: boolean;
}

const kebabCase = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * Every code in the sources of `lib`: the values of properties, variables, and parameters with the name `code`, the arguments of parameters with this
 * name, and the codes of failed Nix commands (`failure: [kind, code, message]`).
 */
export function codesInSources(): readonly FoundCode[] {
  const files = readdirSync(path.join(repository, "lib"), { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".ts")).flatMap((file) => codesIn(`lib/${file}`));
}

function codesIn(file: string): readonly FoundCode[] {
  const text = readFileSync(path.join(repository, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const positions = codeParameters(source);
  const found: FoundCode[] = [];
  const visit = (node: ts.Node): void => {
    for (const value of codeValues(node, positions)) {
      const isTemplate = ts.isTemplateExpression(value);
      const code = isTemplate ? value.getText().slice(1, -1) : value.text;
      if (!isTemplate && !kebabCase.test(code)) continue;
      const { line } = source.getLineAndCharacterOfPosition(value.getStart());
      found.push({ code, at: `${file}:${String(line + 1)}`, isTemplate, isOfMachine: isOfMachine(value) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

type CodeValue = ts.StringLiteralLike | ts.TemplateExpression;

/** The codes that a node itself contains. */
function codeValues(node: ts.Node, positions: ReadonlyMap<string, number>): readonly CodeValue[] {
  if (isCodeDefinition(node)) return literalsIn(node.initializer);
  if (
    ts.isPropertyAssignment(node) &&
    node.name.getText() === "failure" &&
    ts.isArrayLiteralExpression(node.initializer)
  ) {
    const [, code] = node.initializer.elements;
    return code === undefined ? [] : literalsIn(code);
  }
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const argument = node.arguments[positions.get(node.expression.text) ?? -1];
    return argument === undefined ? [] : literalsIn(argument);
  }
  return [];
}

/** A property, a variable, or a parameter with a default value, with the name `code`. */
function isCodeDefinition(node: ts.Node): node is ts.Node & { readonly initializer: ts.Expression } {
  const isDefinition = ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node) || ts.isParameter(node);
  return isDefinition && node.name.getText() === "code" && node.initializer !== undefined;
}

/** The possible values of an expression: both branches of a condition, and the value after `??`. */
function literalsIn(node: ts.Expression): readonly CodeValue[] {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return [node];
  if (ts.isConditionalExpression(node)) return [...literalsIn(node.whenTrue), ...literalsIn(node.whenFalse)];
  if (ts.isBinaryExpression(node)) return [...literalsIn(node.left), ...literalsIn(node.right)];
  return ts.isParenthesizedExpression(node) ? literalsIn(node.expression) : [];
}

/** Functions of a file with a parameter named `code`, and its position. */
function codeParameters(source: ts.SourceFile): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  const visit = (node: ts.Node): void => {
    const declared = ts.isVariableDeclaration(node) ? node.initializer : node;
    if (declared !== undefined && (ts.isFunctionDeclaration(declared) || ts.isArrowFunction(declared))) {
      const { name } = node as ts.FunctionDeclaration | ts.VariableDeclaration;
      const position = declared.parameters.findIndex((parameter) => parameter.name.getText() === "code");
      if (position >= 0 && name !== undefined) positions.set(name.getText(), position);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return positions;
}

function isOfMachine(node: ts.Node): boolean {
  for (let outer: ts.Node = node; !ts.isSourceFile(outer); outer = outer.parent) {
    if (ts.isNewExpression(outer)) return outer.expression.getText() === "VirtualMachineError";
  }
  return false;
}
