import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

/** Root of the repository. */
export const repository = path.resolve(__dirname, "../..");

/** Whether `npm run docs:pages` writes a file below docs/, which a fresh checkout does not have. */
export function isGenerated(name: string): boolean {
  return /^docs\/(?:errors|reference)\//.test(name);
}

/** Reads every document. */
export function documents(): readonly { readonly name: string; readonly text: string }[] {
  const inDocs = readdirSync(path.join(repository, "docs"), { recursive: true, encoding: "utf8" })
    .map((name) => `docs/${name}`)
    // Generated pages are made from the sources, which have their own tests.
    .filter((name) => name.endsWith(".md") && !isGenerated(name))
    .sort();
  const inExamples = readdirSync(path.join(repository, "examples"))
    .sort()
    .map((name) => `examples/${name}/README.md`);
  const written = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "embedded/README.md"];
  const names = [...written, ...inExamples, ...inDocs];
  return names.map((name) => ({ name, text: readFileSync(path.join(repository, name), "utf8") }));
}

/** Returns the code blocks of a language in a document. */
export function codeBlocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, name, code = ""]) =>
    name === language ? [code] : [],
  );
}
