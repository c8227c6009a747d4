import { readFileSync } from "node:fs";
import * as path from "node:path";
import { commandPages } from "./command-pages";
import { examplePages } from "./example-pages";
import { readLibrary } from "./library";
import { libraryPages } from "./library-pages";
import type { Page } from "./page";
import { repository } from "./repository";

/** Every page that is made from the sources, in the order of the sidebar. */
export function generatedPages(): readonly Page[] {
  return [...libraryPages(readLibrary()), ...commandPages(), ...examplePages(), offlineBase()];
}

/** The offline base describes itself beside its code, outside of `docs`. */
function offlineBase(): Page {
  const text = readFileSync(path.join(repository, "embedded/README.md"), "utf8");
  return { file: "offline-base.md", title: "The offline base", section: "", names: [], text };
}
