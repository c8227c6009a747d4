import { splitOptionName, type OptionDeclaration } from "./option-declaration";

/** A name in the tree of options: an option, what holds options, or both, as submodules are. */
export interface OptionNode {
  readonly declaration?: OptionDeclaration | undefined;
  readonly below: ReadonlyMap<string, OptionNode>;
  /** Whether it was left out of an import: it exists, and nothing else is known. Default: false. */
  readonly isOutside?: boolean;
}

interface GrowingNode {
  declaration?: OptionDeclaration;
  readonly below: Map<string, GrowingNode>;
}

/** The tree of all options, names in order. */
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

/** The node of a path; undefined where there is none. */
export function nodeAt(root: OptionNode, path: readonly string[]): OptionNode | undefined {
  return path.reduce<OptionNode | undefined>((node, name) => node?.below.get(name), root);
}

/** The node whose options count for a node: of an alias those of what it is another name of. */
export function targetOf(root: OptionNode, node: OptionNode): OptionNode {
  const alias = node.declaration?.aliasOf;
  if (alias === undefined || node.below.size > 0) return node;
  return nodeAt(root, splitOptionName(alias)) ?? node;
}

/** The tree with only some scopes in full. What lies beside the way to a scope keeps its name, and nothing more. */
export function pruneTree(root: OptionNode, scopes: readonly (readonly string[])[]): OptionNode {
  if (scopes.length === 0 || scopes.some((scope) => scope.length === 0)) return root;
  const below = new Map<string, OptionNode>();
  for (const [name, node] of root.below) {
    const inside = scopes.filter(([first]) => first === name).map((scope) => scope.slice(1));
    below.set(name, inside.length === 0 ? { below: new Map(), isOutside: true } : pruneTree(node, inside));
  }
  return { declaration: root.declaration, below };
}
