import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { generatedPages } from "./pages";
import { generatedDirectories, pageIndex, repository } from "./repository";

/** Writes the generated pages, and `pages.json`, from which the site makes its sidebar and links. */
async function writePages(): Promise<void> {
  const documents = path.join(repository, "docs");
  const pages = await generatedPages();
  for (const directory of generatedDirectories)
    rmSync(path.join(repository, directory), { recursive: true, force: true });
  for (const { file, text } of pages) {
    mkdirSync(path.dirname(path.join(documents, file)), { recursive: true });
    writeFileSync(path.join(documents, file), text);
  }
  const index = pages.map(({ file, title, section, names }) => ({ file, title, section, names }));
  writeFileSync(path.join(repository, pageIndex), `${JSON.stringify(index, undefined, 2)}\n`);
}

void writePages();
