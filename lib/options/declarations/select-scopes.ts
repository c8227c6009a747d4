import { left, right, type Either } from "fp-ts/Either";
import { nearestName } from "../nearest-name";
import { optionName, splitOptionName } from "./option-declaration";
import { nodeAt, pruneTree, type OptionNode } from "./option-tree";

/** An unknown scope, and the one that was probably meant. */
export interface UnknownScope {
  readonly scope: string;
  readonly meant: string | undefined;
}

/** The tree restricted to the given scopes, or the scopes that do not exist. Without scopes, the complete tree. */
export function selectScopes(root: OptionNode, scopes: readonly string[]): Either<readonly UnknownScope[], OptionNode> {
  const paths = scopes.map(splitOptionName);
  const unknown = paths.flatMap((path, index): UnknownScope[] => {
    if (path.length > 0 && nodeAt(root, path) !== undefined) return [];
    return [{ scope: scopes[index] ?? "", meant: meantScope(root, path) }];
  });
  return unknown.length > 0 ? left(unknown) : right(pruneTree(root, paths));
}

function meantScope(root: OptionNode, path: readonly string[]): string | undefined {
  const known = path.findIndex((_, index) => nodeAt(root, path.slice(0, index + 1)) === undefined);
  if (known < 0) return undefined;
  const parent = path.slice(0, known);
  const name = nearestName(path[known] ?? "", nodeAt(root, parent)?.below.keys() ?? []);
  if (name === undefined) return undefined;
  const whole = [...parent, name, ...path.slice(known + 1)];
  return optionName(nodeAt(root, whole) === undefined ? [...parent, name] : whole);
}
