import { scanRaw } from "../values/raw-source";
import type { BindingItem, Expression } from "./ast";
import { childrenOf } from "./children";

/** A pending step: an expression to visit, or the end of the scope of some names. */
type Task =
  { readonly visit: Expression } | { readonly open: readonly string[] } | { readonly close: readonly string[] };

/**
 * The free variables of an expression. `null`, `true`, and `false` are literals here, not variables. Names under `with`
 * count as free, and so does every word of raw source that may be a variable.
 */
export function freeVariables(expression: Expression): ReadonlySet<string> {
  if (isConstant(expression)) return none;
  const free = new Set<string>();
  const bound = new Map<string, number>();
  const use = (name: string): void => {
    if ((bound.get(name) ?? 0) === 0) free.add(name);
  };
  const tasks: Task[] = [{ visit: expression }];
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    if ("open" in task) for (const name of task.open) bound.set(name, (bound.get(name) ?? 0) + 1);
    else if ("close" in task) for (const name of task.close) bound.set(name, (bound.get(name) ?? 0) - 1);
    else visit(task.visit, tasks, use);
  }
  return free;
}

const none: ReadonlySet<string> = new Set();

function visit(expression: Expression, tasks: Task[], use: (name: string) => void): void {
  if (expression.kind === "identifier") use(expression.name);
  else if (expression.kind === "raw") scanRaw(expression.text).names.forEach(use);
  else if (expression.kind === "lambda") {
    const { parameter, body } = expression;
    if (typeof parameter === "string") scope([parameter], [body], tasks);
    else {
      const names = parameter.names.map((formal) => formal.name);
      // Defaults can refer to the other parameters.
      scope(parameter.as === undefined ? names : [...names, parameter.as], childrenOf(expression), tasks);
    }
  } else if (expression.kind === "let") recursive(expression.bindings, childrenOf(expression), tasks, use);
  else if (expression.kind === "attributeSet" && expression.recursive) {
    recursive(expression.bindings, childrenOf(expression), tasks, use);
  } else if (expression.kind === "attributeSet") visitBindings(expression.bindings, tasks, use);
  else for (const child of childrenOf(expression)) if (!isConstant(child)) tasks.push({ visit: child });
}

/** Bindings that cannot refer to each other. */
function visitBindings(bindings: readonly BindingItem[], tasks: Task[], use: (name: string) => void): void {
  for (const item of bindings) {
    if (item.kind === "inherit") {
      if (item.from === undefined) item.names.forEach(use);
      else tasks.push({ visit: item.from });
      continue;
    }
    for (const name of item.path) if (typeof name !== "string") tasks.push({ visit: name });
    if (!isConstant(item.value)) tasks.push({ visit: item.value });
  }
}

/** Deeper values are visited one by one, which needs no call stack. */
const deepestConstant = 20;

/** Whether an expression is plain data: strings, numbers, and booleans, and lists and sets of these. Most modules are. */
function isConstant(expression: Expression, depth = 0): boolean {
  switch (expression.kind) {
    case "null":
    case "boolean":
    case "integer":
    case "float":
    case "path":
      return true;
    case "string":
    case "indentedString":
      return isText(expression.parts);
    case "list":
      return depth < deepestConstant && expression.items.every((item) => isConstant(item, depth + 1));
    case "attributeSet":
      return depth < deepestConstant && areConstant(expression.bindings, depth + 1);
    default:
      return false;
  }
}

function areConstant(bindings: readonly BindingItem[], depth: number): boolean {
  for (const item of bindings) {
    if (item.kind === "inherit" || !isText(item.path) || !isConstant(item.value, depth)) return false;
  }
  return true;
}

function isText(parts: readonly (string | Expression)[]): boolean {
  for (const part of parts) if (typeof part !== "string") return false;
  return true;
}

function scope(names: readonly string[], inside: readonly Expression[], tasks: Task[]): void {
  // Last in, first out: the names are bound, the inside is visited, and the names are free again.
  tasks.push({ close: names });
  for (const expression of inside) tasks.push({ visit: expression });
  tasks.push({ open: names });
}

/** Bindings that can refer to each other. Names inherited without a source come from the surrounding scope. */
function recursive(
  bindings: readonly BindingItem[],
  inside: readonly Expression[],
  tasks: Task[],
  use: (name: string) => void,
): void {
  inheritedNames(bindings).forEach(use);
  const names = bindings.flatMap((item) => {
    if (item.kind === "inherit") return item.names;
    const [first] = item.path;
    return typeof first === "string" ? [first] : [];
  });
  scope(names, inside, tasks);
}

function inheritedNames(bindings: readonly BindingItem[]): readonly string[] {
  return bindings.flatMap((item) => (item.kind === "inherit" && item.from === undefined ? item.names : []));
}
