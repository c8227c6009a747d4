import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { blocks, code, codeBlock } from "./markdown";
import type { Page } from "./page";
import { programNames } from "./program-names";
import { referenceDirectory, repository } from "./repository";

/** Makes a page for each example: its README, its programs, and their output. */
export function examplePages(): readonly Page[] {
  const names = readdirSync(path.join(repository, "examples")).filter((name) => programsOf(name).length > 0);
  return names.map((name) => ({
    file: `examples/${name}.md`,
    title: name,
    section: "Examples",
    names: [],
    text: exampleText(name),
  }));
}

/** Makes a page with the configurations that are evaluated on real NixOS: of each, its description and its source. */
export function configurationsPage(): Page {
  const folder = "test/field";
  const configurations = programNames(folder).flatMap((name) => {
    const text = readFileSync(path.join(repository, folder, name, "main.ts"), "utf8");
    const [, comment = "", program = ""] = /^\/\*\*\n([^]*?)\n \*\/\n([^]*)$/.exec(text) ?? [];
    const words = name.replaceAll("-", " ");
    return [
      `## ${words.charAt(0).toUpperCase()}${words.slice(1)}`,
      comment.replaceAll(/^ \* ?/gm, ""),
      codeBlock("ts", program),
    ];
  });
  const introduction =
    "Images for common purposes. Each is evaluated on real NixOS, as described in [Evaluation on real NixOS](../../evaluated.md).";
  return {
    file: "examples/configurations.md",
    title: "Configurations",
    section: "Examples",
    names: [],
    text: blocks("# Configurations", introduction, ...configurations),
  };
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
  const programs = programsOf(name);
  const ownNix = list(".", /^(?!expected\/).*\.nix$/);
  return blocks(
    readme(name),
    ...(ownNix.length === 0 ? [] : ["## Nix files", ...ownNix.map((relative) => file(relative, "nix"))]),
    programs.length === 1 ? "## Program" : "## Programs",
    ...programs.map((relative) => file(relative, "ts")),
    ...list("lib", /\.ts$/).map((relative) => file(relative, "ts")),
    "## Output",
    // In `files` are copies of the example's own files.
    ...list("expected", /^(?!.*\/files\/).*\.nix$/).map((relative) => file(relative, "nix")),
  );
}

/** The programs of an example. */
function programsOf(name: string): readonly string[] {
  return readdirSync(path.join(repository, "examples", name)).filter((file) => file.endsWith(".ts"));
}

/** Reads the README of an example, with its links relative to the page that it becomes part of. */
function readme(name: string): string {
  const from = path.posix.join("examples", name);
  const text = readFileSync(path.join(repository, from, "README.md"), "utf8");
  return text.trimEnd().replace(/\]\((?![a-z]+:|#)([^)\s]+)\)/g, (_, target: string) => {
    const file = path.posix.join(from, target);
    return `](${path.posix.relative(path.posix.join(referenceDirectory, "examples"), file)})`;
  });
}
