import { splitOptionName, type OptionDeclaration } from "./option-declaration";

/** A name in the option tree: an option, a set of options, or both (submodules). */
export interface OptionNode {
  readonly declaration?: OptionDeclaration | undefined;
  readonly below: ReadonlyMap<string, OptionNode>;
  /** Whether it was excluded from an import: it exists, and nothing else is known. Default: false. */
  readonly isOutside?: boolean;
}

interface GrowingNode {
  declaration?: OptionDeclaration;
  readonly below: Map<string, GrowingNode>;
}

/** Builds the tree of all options, with sorted names. */
export function optionTree(declarations: readonly OptionDeclaration[]): OptionNode {
  const root: GrowingNode = { below: new Map() };
  const sorted = [...declarations].sort((left, right) => comparePaths(left.path, right.path));
  for (const declaration of sorted) {
    let node = root;
    for (const name of declaration.path) {
      const next: GrowingNode = node.below.get(name) ?? { below: new Map() };
      node.below.set(name, next);
      node = next;
    }
    node.declaration = declaration;
  }
  return root;
}

function comparePaths(left: readonly string[], right: readonly string[]): number {
  for (const [index, name] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (name !== other) return name < other ? -1 : 1;
  }
  return left.length - right.length;
}

/** The node of a path, or undefined if there is none. */
export function nodeAt(root: OptionNode, path: readonly string[]): OptionNode | undefined {
  return path.reduce<OptionNode | undefined>((node, name) => node?.below.get(name), root);
}

/** The node whose options apply to a node: for an alias, those of its target. */
export function targetOf(root: OptionNode, node: OptionNode): OptionNode {
  const alias = node.declaration?.aliasOf;
  if (alias === undefined || node.below.size > 0) return node;
  return nodeAt(root, splitOptionName(alias)) ?? node;
}

/** The tree restricted to some scopes. Anything outside the scopes keeps only its name. */
export function pruneTree(root: OptionNode, scopes: readonly (readonly string[])[]): OptionNode {
  if (scopes.length === 0 || scopes.some((scope) => scope.length === 0)) return root;
  const below = new Map<string, OptionNode>();
  for (const [name, node] of root.below) {
    const inside = scopes.filter(([first]) => first === name).map((scope) => scope.slice(1));
    below.set(name, inside.length === 0 ? { below: new Map(), isOutside: true } : pruneTree(node, inside));
  }
  return { declaration: root.declaration, below };
}
