import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { generatedPages } from "./pages";
import { referenceDirectory, repository } from "./repository";

/** Writes the generated pages, and `pages.json`, from which the site makes its sidebar and links. */
function writePages(): void {
  const directory = path.join(repository, referenceDirectory);
  rmSync(directory, { recursive: true, force: true });
  const pages = generatedPages();
  for (const { file, text } of pages) {
    mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
    writeFileSync(path.join(directory, file), text);
  }
  const index = pages.map(({ file, title, section, names }) => ({ file, title, section, names }));
  writeFileSync(path.join(directory, "pages.json"), `${JSON.stringify(index, undefined, 2)}\n`);
}

writePages();
