import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";

/** The declarations in a directory that the entry points do not lead to: nobody can import them from the bundle. */
export function prunedDeclarations(directory: string, entries: readonly string[]): readonly string[] {
  const reached = new Set<string>();
  const follow = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
    for (const { fileName } of importedFiles) {
      if (fileName.startsWith(".")) follow(declarationOf(path.resolve(path.dirname(file), fileName)));
    }
  };
  for (const entry of entries) follow(path.join(directory, `${entry}.d.ts`));
  const all = readdirSync(directory, { recursive: true, encoding: "utf8" }).map((name) => path.join(directory, name));
  return all.filter((file) => file.endsWith(".d.ts") && !reached.has(file));
}

function declarationOf(module: string): string {
  const stem = module.replace(/\.js$/, "");
  const found = [`${stem}.d.ts`, path.join(stem, "index.d.ts")].find((file) => existsSync(file));
  if (found === undefined) throw new Error(`no declarations of ${module}`);
  return found;
}
