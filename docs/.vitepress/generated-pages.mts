import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";

/** What `npm run docs:pages` says of a page that it has written. */
export interface GeneratedPage {
  readonly file: string;
  readonly title: string;
  readonly section: string;
  readonly names: readonly string[];
}

/** The generated pages. */
export function readGeneratedPages(documents: string): readonly GeneratedPage[] {
  const index = path.join(documents, "reference/pages.json");
  if (!existsSync(index)) throw new Error(`${index} is not there: run npm run docs, which writes it first`);
  return JSON.parse(readFileSync(index, "utf8")) as readonly GeneratedPage[];
}

/** Address of a generated page on the site. */
export function addressOf({ file }: GeneratedPage): string {
  return `/reference/${file.replace(/\.md$/, "")}`;
}
