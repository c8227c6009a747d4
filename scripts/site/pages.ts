import { readFileSync } from "node:fs";
import * as path from "node:path";
import { commandPages } from "./command-pages";
import { errorPages } from "./errors/error-pages";
import { configurationsPage, examplePages } from "./example-pages";
import { readLibrary } from "./library";
import { libraryPages } from "./library-pages";
import type { Page } from "./page";
import { repository } from "./repository";

/** Generates all pages, in the order of the sidebar. */
export async function generatedPages(): Promise<readonly Page[]> {
  return [...referencePages(), ...(await errorPages())];
}

/** Generates the reference pages of the library, the commands, and the examples. */
export function referencePages(): readonly Page[] {
  return [
    ...libraryPages(readLibrary()),
    ...commandPages(),
    ...examplePages(),
    configurationsPage(),
    offlineBase(),
  ].map((page) => ({
    ...page,
    file: `reference/${page.file}`,
  }));
}

/** Reads the page of the offline base, whose document is next to its code, outside of `docs`. */
function offlineBase(): Page {
  const text = readFileSync(path.join(repository, "embedded/README.md"), "utf8");
  return { file: "offline-base.md", title: "Offline base", section: "", names: [], text };
}
