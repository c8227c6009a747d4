import { readFileSync } from "node:fs";
import * as path from "node:path";
import { constructTreeFile, type ConstructNode } from "../../model";

/** The lines of a program that create its flakes, and the files that create constructs. */
export interface ProgramSources {
  /** The line that creates a flake, such as `main.ts:7`, by the flake's name. */
  readonly flakes: ReadonlyMap<string, string>;
  /** Files of the project, relative to its directory, sorted. */
  readonly files: readonly string[];
}

/** Reads the sources of a program from the construct tree that it wrote. */
export function findSourcesSync(tree: string): ProgramSources {
  const { tree: root } = JSON.parse(readFileSync(path.join(tree, constructTreeFile), "utf8")) as {
    readonly tree: ConstructNode;
  };
  const files = new Set<string>();
  const visit = ({ source, children = [] }: ConstructNode): void => {
    if (source !== undefined && isOwnFile(source.file)) files.add(source.file);
    for (const child of children) visit(child);
  };
  visit(root);
  const flakes = (root.children ?? []).flatMap(({ id, source }) =>
    source === undefined ? [] : [[id, `${source.file}:${String(source.line)}`] as const],
  );
  return { flakes: new Map(flakes), files: [...files].sort() };
}

/** Whether a file is part of the project, and not of an installed package. */
function isOwnFile(file: string): boolean {
  const parts = file.split(/[\\/]/);
  return !path.isAbsolute(file) && parts[0] !== ".." && !parts.includes("node_modules");
}
