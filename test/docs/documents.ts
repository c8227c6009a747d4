import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

/** Root of the repository. */
export const repository = path.resolve(__dirname, "../..");

/** Every document that people read, with its text. */
export function documents(): readonly { readonly name: string; readonly text: string }[] {
  const inDocs = readdirSync(path.join(repository, "docs"), { recursive: true, encoding: "utf8" });
  const pages = inDocs.filter((name) => name.endsWith(".md")).map((name) => `docs/${name.split(path.sep).join("/")}`);
  const names = ["README.md", "embedded/README.md", ...pages.sort()];
  return names.map((name) => ({ name, text: readFileSync(path.join(repository, name), "utf8") }));
}

/** The blocks of a language in a document. */
export function codeBlocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, name, code = ""]) =>
    name === language ? [code] : [],
  );
}
