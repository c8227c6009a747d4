import { ast, type AttributeName, type AttributeSet, type Binding, type Expression } from "../nix";

/** An attribute with its complete path. */
export interface Entry {
  readonly path: readonly string[];
  readonly value: Expression;
}

type Branch = Map<string, Branch | Expression>;

/**
 * Builds an attribute set from entries. Entries whose paths share a prefix share a set. If two paths are equal, the
 * later entry wins.
 */
export function nestedSet(entries: readonly Entry[]): AttributeSet {
  const root: Branch = new Map();
  for (const { path, value } of entries) {
    const parents = path.slice(0, -1);
    const last = path.at(-1);
    if (last !== undefined) parents.reduce(descend, root).set(last, value);
  }
  return setOf(root);
}

function descend(branch: Branch, name: string): Branch {
  const present = branch.get(name);
  if (present instanceof Map) return present;
  const made: Branch = new Map();
  branch.set(name, made);
  return made;
}

function setOf(branch: Branch): AttributeSet {
  return ast.attributeSet({ bindings: [...branch].map(([name, value]) => bindingOf([name], value)) });
}

/** Folds a set with one attribute into its parent's key: `inputs.nixpkgs.url = …;`. */
function bindingOf(path: readonly string[], value: Branch | Expression): Binding {
  if (!(value instanceof Map)) return foldedBinding(path, value);
  const [only, ...others] = value;
  return only === undefined || others.length > 0
    ? ast.binding(path, setOf(value))
    : bindingOf([...path, only[0]], only[1]);
}

function foldedBinding(path: readonly AttributeName[], value: Expression): Binding {
  const inner =
    value.kind === "attributeSet" && !value.recursive && value.bindings.length === 1 ? value.bindings[0] : undefined;
  return inner?.kind === "binding" && inner.comment === undefined
    ? foldedBinding([...path, ...inner.path], inner.value)
    : ast.binding(path, value);
}
