import type { Binding, Expression } from "../ast/ast";

/** Paths of one name, shared: sets of any number have few different names. */
const paths = new Map<string, Binding["path"]>();
const pathLimit = 10_000;

function pathOf(name: string): Binding["path"] {
  const known = paths.get(name);
  if (known !== undefined) return known;
  const path = [name];
  if (paths.size < pathLimit) paths.set(name, path);
  return path;
}

/** `name = value;`, below its comment, if any. */
export function bindingOf(name: string, value: Expression, comment: string | undefined): Binding {
  return bindingAt(pathOf(name), value, comment);
}

function bindingAt(path: Binding["path"], value: Expression, comment: string | undefined): Binding {
  return comment === undefined ? { kind: "binding", path, value } : { kind: "binding", path, value, comment };
}

/**
 * Folds `a = { b = 1; }` to `a.b = 1`. Only for sets of bindings from this file: their paths of one name are shared, and
 * those of several names are not, so that they can grow in place.
 */
export function foldedBinding(name: string, value: Expression, comment: string | undefined): Binding {
  const only = value.kind === "attributeSet" && value.bindings.length === 1 ? value.bindings[0] : undefined;
  if (only?.kind !== "binding") return bindingOf(name, value, comment);
  const joined = joinComments(comment, only.comment);
  if (only.path.length === 1) return bindingAt([name, ...only.path], only.value, joined);
  (only.path as Binding["path"][number][]).unshift(name);
  return bindingAt(only.path, only.value, joined);
}

/** Two comments, one above the other. */
export function joinComments(first: string | undefined, second: string | undefined): string | undefined {
  if (first === undefined) return second;
  return second === undefined ? first : `${first}\n${second}`;
}
