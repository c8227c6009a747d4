import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";

/** The declarations in a directory that the entry points do not lead to: nobody can import them from the bundle. */
export function prunedDeclarations(directory: string, entries: readonly string[]): readonly string[] {
  const reached = new Set<string>();
  const follow = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const name of importsOf(file)) {
      if (name.startsWith(".")) follow(declarationOf(path.resolve(path.dirname(file), name)));
    }
  };
  for (const entry of entries) follow(path.join(directory, `${entry}.d.ts`));
  const all = readdirSync(directory, { recursive: true, encoding: "utf8" }).map((name) => path.join(directory, name));
  return all.filter((file) => file.endsWith(".d.ts") && !reached.has(file));
}

/** The modules that declarations import, also inside types: `import("./x").Y`. */
function importsOf(file: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isImport = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
    const name = isImport
      ? node.moduleSpecifier
      : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
        ? node.argument.literal
        : undefined;
    if (name !== undefined && ts.isStringLiteral(name)) found.push(name.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest));
  return found;
}

function declarationOf(module: string): string {
  const stem = module.replace(/\.js$/, "");
  const found = [`${stem}.d.ts`, path.join(stem, "index.d.ts")].find((file) => existsSync(file));
  if (found === undefined) throw new Error(`no declarations of ${module}`);
  return found;
}
