import { ast, type AttributeName, type AttributeSet, type Binding, type Expression } from "../nix";

/** An attribute with its complete path. */
export interface Entry {
  readonly path: readonly string[];
  readonly value: Expression;
  /** A comment for the line above it. */
  readonly comment?: string | undefined;
}

type Leaf = Omit<Entry, "path">;

type Branch = Map<string, Branch | Leaf>;

/**
 * Builds an attribute set from entries. Entries whose paths share a prefix share a set. If two paths are equal, the
 * later entry wins.
 */
export function nestedSet(entries: readonly Entry[]): AttributeSet {
  const root: Branch = new Map();
  for (const { path, ...leaf } of entries) {
    const parents = path.slice(0, -1);
    const last = path.at(-1);
    if (last === undefined) continue;
    const parent = parents.reduce(descend, root);
    if (!(isEmptySet(leaf.value) && parent.get(last) instanceof Map)) parent.set(last, leaf);
  }
  return setOf(root);
}

const isEmptySet = (value: Expression): boolean => value.kind === "attributeSet" && value.bindings.length === 0;

function descend(branch: Branch, name: string): Branch {
  const present = branch.get(name);
  if (present instanceof Map) return present;
  const made: Branch = new Map();
  branch.set(name, made);
  return made;
}

function setOf(branch: Branch): AttributeSet {
  return ast.attributeSet({ bindings: [...branch].map(([name, value]) => bindingOf(name, value)) });
}

/** Folds a set with one attribute into its parent's key: `inputs.nixpkgs.url = …;`. */
function bindingOf(first: string, content: Branch | Leaf): Binding {
  const path = [first];
  let value = content;
  while (value instanceof Map) {
    const [only, ...others] = value;
    if (only === undefined || others.length > 0) return ast.binding(path, setOf(value));
    path.push(only[0]);
    value = only[1];
  }
  return value.comment === undefined ? foldedBinding(path, value.value) : ast.binding(path, value.value, value.comment);
}

function foldedBinding(path: readonly AttributeName[], value: Expression): Binding {
  const inner =
    value.kind === "attributeSet" && !value.recursive && value.bindings.length === 1 ? value.bindings[0] : undefined;
  return inner?.kind === "binding" && inner.comment === undefined
    ? foldedBinding([...path, ...inner.path], inner.value)
    : ast.binding(path, value);
}
