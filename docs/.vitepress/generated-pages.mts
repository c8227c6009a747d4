import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";

/** A page that `npm run docs:pages` has written. */
export interface GeneratedPage {
  readonly file: string;
  readonly title: string;
  readonly section: string;
  readonly names: readonly string[];
}

/** Reads the list of generated pages. */
export function readGeneratedPages(documents: string): readonly GeneratedPage[] {
  const index = path.join(documents, "reference/pages.json");
  if (!existsSync(index)) throw new Error(`${index} does not exist: run npm run docs, which writes it`);
  return JSON.parse(readFileSync(index, "utf8")) as readonly GeneratedPage[];
}

/** Returns the address of a generated page on the site. */
export function addressOf({ file }: GeneratedPage): string {
  return `/${file.replace(/(?:index)?\.md$/, "")}`;
}
