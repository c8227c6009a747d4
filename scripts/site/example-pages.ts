import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { blocks, code, codeBlock } from "./markdown";
import type { Page } from "./page";
import { repository } from "./repository";

/** A page for each program in `examples/`: its source, and what it writes. */
export function examplePages(): readonly Page[] {
  const names = readdirSync(path.join(repository, "examples")).filter((name) =>
    existsSync(path.join(repository, "examples", name, "main.ts")),
  );
  return names.map((name) => ({
    file: `examples/${name}.md`,
    title: name,
    section: "Examples",
    names: [],
    text: exampleText(name),
  }));
}

function exampleText(name: string): string {
  const directory = path.join(repository, "examples", name);
  const list = (below: string, pattern: RegExp): readonly string[] =>
    !existsSync(path.join(directory, below))
      ? []
      : readdirSync(path.join(directory, below), { recursive: true, encoding: "utf8" })
          .map((file) => path.posix.join(below, file))
          .filter((file) => pattern.test(file))
          .sort();
  const file = (relative: string, language: string): string =>
    blocks(`### ${code(relative)}`, codeBlock(language, readFileSync(path.join(directory, relative), "utf8")));
  return blocks(
    `# Example: ${name}`,
    `The files of ${code(`examples/${name}`)}, and what its program writes.`,
    "## The program",
    file("main.ts", "ts"),
    ...list("lib", /\.ts$/).map((relative) => file(relative, "ts")),
    "## What it writes",
    ...list("expected", /\.nix$/).map((relative) => file(relative, "nix")),
  );
}
