import * as path from "node:path";
import type { FlakeModel } from "../../model";
import { ast, secretPath, type PathContext, type ProjectFile } from "../../nix";

/**
 * How an expected value with `nix.file("./motd")` is written in a file of a flake that contains the copy.
 * @param file path of that file in the flake
 */
export function pathsInFlake(flake: FlakeModel, file: string, projectDirectory: string): PathContext {
  return {
    fileAt: (wanted) => {
      const target = targetOf(wanted, flake, projectDirectory);
      return target === undefined ? ast.nullLiteral() : ast.path(path.posix.relative(path.posix.dirname(file), target));
    },
    literalAt: () => undefined,
    secretAt: secretPath,
    rawAt: () => undefined,
    interpolationAt: () => undefined,
  };
}

/** The path of a copy in the flake. */
function targetOf(wanted: ProjectFile, flake: FlakeModel, projectDirectory: string): string | undefined {
  const absolute = path.resolve(projectDirectory, String(wanted.path));
  const name = path.relative(projectDirectory, absolute).split(path.sep).join("/");
  for (const [target, { original }] of flake.assets) {
    if (original === name) return target;
    if (original.startsWith(`${name}/`)) return target.slice(0, name.length - original.length);
  }
  return undefined;
}
