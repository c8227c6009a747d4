import { readFileSync } from "node:fs";
import * as path from "node:path";

/** Facts about the project that the site shows. */
export interface Project {
  readonly version: string;
  readonly license: string;
  /** Address of the repository in a browser. */
  readonly address: string;
}

/** Reads package.json. */
export function readProject(directory: string): Project {
  const { version, license, repository } = JSON.parse(readFileSync(path.join(directory, "package.json"), "utf8")) as {
    readonly version: string;
    readonly license: string;
    readonly repository: { readonly url: string };
  };
  return { version, license, address: repository.url.replace(/^git\+/, "").replace(/\.git$/, "") };
}
