import * as ts from "typescript";
import { documentationOf } from "./documentation";
import type { Exported } from "./library";
import { blocks, code, codeBlock } from "./markdown";
import { memberOf, propertiesOf } from "./members";
import { documentationText, membersText, propertiesText, stabilityText } from "./member-text";

/** Returns the section for an export that is not a class: a type, a function, or a value. */
export function otherText(exported: Exported, checker: ts.TypeChecker): string {
  const { name, symbol, declaration } = exported;
  const documentation = documentationOf(symbol, checker);
  return blocks(
    `## ${code(name)} {#${name.toLowerCase()}}`,
    stabilityText(documentation),
    documentationText(documentation),
    bodyOf(exported, checker, declaration),
  );
}

/** Checks whether an export is an object of helpers, such as `nix`. */
export function isNamespace({ declaration }: Exported): boolean {
  return ts.isVariableDeclaration(declaration) && ts.isObjectLiteralExpression(unwrapped(declaration.initializer));
}

/** Returns the page for an object of helpers. */
export function namespaceText({ name, symbol, declaration }: Exported, checker: ts.TypeChecker): string {
  const members = checker.getPropertiesOfType(checker.getTypeOfSymbolAtLocation(symbol, declaration));
  const documentation = documentationOf(symbol, checker);
  return blocks(
    `# ${name}`,
    stabilityText(documentation),
    documentationText(documentation),
    codeBlock("ts", `import { ${name} } from "cdknix";`),
    membersText(members.map((member) => memberOf(member, checker))),
  );
}

function bodyOf({ kind, symbol }: Exported, checker: ts.TypeChecker, declaration: ts.Declaration): string {
  if (kind === "function") return codeBlock("ts", `function ${memberOf(symbol, checker).signature}`);
  if (kind === "value")
    return codeBlock("ts", `const ${memberOf(symbol, checker).signature.replace(/^readonly /, "")}`);
  if (ts.isInterfaceDeclaration(declaration)) {
    const members = propertiesOf(checker.getDeclaredTypeOfSymbol(symbol), checker);
    const callable = members.some(({ type }) => type === "function");
    if (members.length === 0) return "";
    const prefix = `${symbol.name.toLowerCase()}-`;
    return callable ? membersText(members, prefix) : propertiesText(members, prefix);
  }
  return ts.isTypeAliasDeclaration(declaration) ? codeBlock("ts", declaration.getText().replace(/^export /, "")) : "";
}

function unwrapped(expression: ts.Expression | undefined): ts.Node {
  if (expression === undefined) return ts.factory.createNull();
  // The helpers of `nix` are passed through a function that checks their arguments.
  const isChecked = ts.isCallExpression(expression) && expression.expression.getText() === "checkedHelpers";
  if (isChecked) return unwrapped(expression.arguments[0]);
  return ts.isAsExpression(expression) ? unwrapped(expression.expression) : expression;
}
