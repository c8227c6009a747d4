import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

/** Root of the repository. */
export const repository = path.resolve(__dirname, "../..");

/** Reads every document. */
export function documents(): readonly { readonly name: string; readonly text: string }[] {
  const inDocs = readdirSync(path.join(repository, "docs"), { recursive: true, encoding: "utf8" })
    // Generated pages are made from the sources, which have their own tests.
    .filter((name) => name.endsWith(".md") && !/^(?:errors|reference)\//.test(name))
    .sort();
  const inExamples = readdirSync(path.join(repository, "examples"))
    .sort()
    .map((name) => `examples/${name}/README.md`);
  const written = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "embedded/README.md"];
  const names = [...written, ...inExamples, ...inDocs.map((name) => `docs/${name}`)];
  return names.map((name) => ({ name, text: readFileSync(path.join(repository, name), "utf8") }));
}

/** Returns the code blocks of a language in a document. */
export function codeBlocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, name, code = ""]) =>
    name === language ? [code] : [],
  );
}
