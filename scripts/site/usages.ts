import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { nixOfExample, type GeneratedNix } from "./generated-nix";
import { repository } from "./repository";

/** An expression in one of the example programs. */
export interface Usage {
  readonly text: string;
  /** File that contains it, relative to the repository. */
  readonly file: string;
  /** The file that it becomes, if it is one. */
  readonly nix: GeneratedNix | undefined;
}

/** Returns the first `new Name(…)` of each class in the programs of `examples/`, which the tests compile and build. */
export function readUsages(): ReadonlyMap<string, Usage> {
  const usages = new Map<string, Usage>();
  for (const file of exampleFiles()) {
    const source = ts.createSourceFile(
      file,
      readFileSync(path.join(repository, file), "utf8"),
      ts.ScriptTarget.ES2022,
      true,
    );
    const visit = (node: ts.Node): void => {
      if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && !usages.has(node.expression.text)) {
        const name = node.expression.text;
        const id = node.arguments?.[1];
        const nix = id !== undefined && ts.isStringLiteral(id) ? nixOfExample(file, name, id.text) : undefined;
        usages.set(name, { file, text: withoutIndentation(statementOf(node)), nix });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return usages;
}

/** Returns the source files of the examples, `examples/lilith` first, because it uses the most constructs. */
function exampleFiles(): readonly string[] {
  const files = readdirSync(path.join(repository, "examples"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/(^|\/)(node_modules|test|cdk\.out)\//.test(file))
    .map((file) => `examples/${file}`);
  return files.sort((a, b) => Number(b.startsWith("examples/lilith/")) - Number(a.startsWith("examples/lilith/")));
}

function statementOf(node: ts.Node): ts.Node {
  const { parent } = node;
  if (ts.isExpressionStatement(parent)) return parent;
  if (ts.isVariableDeclaration(parent)) return parent.parent.parent;
  return node;
}

function withoutIndentation(node: ts.Node): string {
  const source = node.getSourceFile();
  const { character } = source.getLineAndCharacterOfPosition(node.getStart());
  return node.getText().replaceAll(`\n${" ".repeat(character)}`, "\n");
}
