import { readFileSync } from "node:fs";
import * as path from "node:path";

/** Facts about the project that the site shows. */
export interface Project {
  readonly version: string;
  readonly license: string;
  /** Address of the repository in a browser. */
  readonly address: string;
}

/** Reads package.json. Before the first release, it has no repository, or a placeholder: see docs/releasing.md. */
export function readProject(directory: string): Project {
  const { version, license, repository } = JSON.parse(readFileSync(path.join(directory, "package.json"), "utf8")) as {
    readonly version: string;
    readonly license: string;
    readonly repository?: { readonly url: string };
  };
  const url = repository?.url ?? "git+https://github.com/OWNER/cdknix.git";
  return { version, license, address: url.replace(/^git\+/, "").replace(/\.git$/, "") };
}
