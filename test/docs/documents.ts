import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

/** Root of the repository. */
export const repository = path.resolve(__dirname, "../..");

/** Every document that people read, with its text. */
export function documents(): readonly { readonly name: string; readonly text: string }[] {
  const inDocs = readdirSync(path.join(repository, "docs"), { recursive: true, encoding: "utf8" })
    // The pages below docs/reference are made from the sources, which have tests of their own.
    .filter((name) => name.endsWith(".md") && !name.startsWith("reference/"))
    .sort();
  const written = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "embedded/README.md"];
  const names = [...written, ...inDocs.map((name) => `docs/${name}`)];
  return names.map((name) => ({ name, text: readFileSync(path.join(repository, name), "utf8") }));
}

/** The blocks of a language in a document. */
export function codeBlocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, name, code = ""]) =>
    name === language ? [code] : [],
  );
}
