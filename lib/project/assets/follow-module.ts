import { existsSync, readFileSync, statSync } from "node:fs";
import * as path from "node:path";
import type { UnresolvedPath } from "../../model";
import { absolutePathsRead, impurePaths, sourcePaths, type SourcePath } from "../../nix";

/** The files that a Nix file leads to. */
export interface Followed {
  /** Every file that is reached, the first ones included. */
  readonly names: ReadonlySet<string>;
  readonly unresolved: readonly UnresolvedPath[];
}

/**
 * Follows the relative paths in Nix files, and in the Nix files that they lead to. A path to a directory, or one that only
 * Nix knows in full, leads to everything below the directory.
 * @param directory the directory that names are relative to, absolute; paths out of it are not followed
 * @param first names of the files to begin with
 * @param known names of the files that may be copied
 */
export function followModule(directory: string, first: readonly string[], known: readonly string[]): Followed {
  const available = new Set(known);
  const names = new Set(first);
  const unresolved: UnresolvedPath[] = [];
  // A set also visits what is added to it on the way.
  for (const file of names) {
    const source = sourceOf(path.join(directory, file));
    unresolved.push(...impureIn(source, file));
    for (const found of sourcePaths(source)) {
      const resolved = resolve(file, found);
      if (available.has(resolved)) {
        names.add(resolved);
        continue;
      }
      const below = resolved === "." ? known : known.filter((name) => name.startsWith(`${resolved}/`));
      for (const name of below) names.add(name);
      if (below.length > 0 || found.mayBeMissing) continue;
      unresolved.push({ file, line: found.line, text: found.text, resolved, why: whyNot(directory, resolved) });
    }
  }
  return { names, unresolved };
}

/** The relative paths in a Nix file that nothing follows. */
export function unfollowedPaths(file: string, name: string): readonly UnresolvedPath[] {
  const source = sourceOf(file);
  const relative = sourcePaths(source).filter(({ mayBeMissing }) => !mayBeMissing);
  return [
    ...impureIn(source, name).map((found) => ({ ...found, isWarning: true })),
    ...relative.map((found) => ({
      file: name,
      line: found.line,
      text: found.text,
      resolved: resolve(name, found),
      why: "not followed" as const,
      isWarning: true,
    })),
  ];
}

function impureIn(source: string, name: string): readonly UnresolvedPath[] {
  return [...impurePaths(source), ...absolutePathsRead(source)].map(({ text, line }) => ({
    file: name,
    line,
    text,
    resolved: "",
    why: "impure",
  }));
}

/** Nix source is smaller; reading a pipe would never end. */
const mostBytes = 16 * 1024 ** 2;

function sourceOf(file: string): string {
  if (!file.endsWith(".nix")) return "";
  const stats = statSync(file, { throwIfNoEntry: false });
  const isReadable = stats?.isFile() === true && stats.size <= mostBytes;
  return isReadable ? readFileSync(file, "utf8") : "";
}

function resolve(file: string, { text, isPartial }: SourcePath): string {
  const certain = isPartial ? text.slice(0, text.lastIndexOf("/") + 1) : text;
  return path.posix.join(path.posix.dirname(file), certain).replace(/(?<=.)\/$/, "");
}

function whyNot(directory: string, resolved: string): UnresolvedPath["why"] {
  if (resolved === ".." || resolved.startsWith("../")) return "outside";
  return existsSync(path.join(directory, resolved)) ? "ignored" : "missing";
}
