import type { ModuleFileModel } from "../../model";
import type { AttributeName, Expression } from "../../nix";
import { insideLibraryCall, mayBePlain } from "./definitions";

/** A module's definition of an option, or of options below it. */
interface Definition {
  readonly module: ModuleFileModel;
  /** Names on the way to the value; those before `from` are already consumed. */
  readonly path: readonly AttributeName[];
  readonly from: number;
  readonly value: Expression;
}

/** One option or prefix of options. */
interface OptionNode {
  /** The only definition so far. It is expanded when a second one arrives, which for most never happens. */
  only: Definition | undefined;
  /** The children, once two definitions overlap here. */
  below: Map<string, OptionNode> | undefined;
  /** The modules whose definitions overlap here. */
  modules: ModuleFileModel[] | undefined;
  /** Whether the option itself is defined, so that any other definition here may conflict with it. */
  isDefined: boolean;
}

/**
 * The modules with a plain definition of an option that they or another module define as well: only these can conflict.
 * In most modules this examines only the few names that distinguish them from the others.
 */
export function overlappingModules(modules: readonly ModuleFileModel[]): readonly ModuleFileModel[] {
  const overlapping = new Set<ModuleFileModel>();
  const root: OptionNode = { only: undefined, below: undefined, modules: undefined, isDefined: false };
  // A work list instead of recursion, because values may be nested deeper than the call stack.
  const work: { readonly node: OptionNode; readonly definition: Definition }[] = [];
  const enter = (
    node: OptionNode,
    module: ModuleFileModel,
    path: Definition["path"],
    from: number,
    value: Expression,
  ): void => {
    const name = path[from];
    if (typeof name !== "string") return;
    const definition: Definition = { module, path, from: from + 1, value };
    node.below ??= new Map();
    const child = node.below.get(name);
    if (child !== undefined) work.push({ node: child, definition });
    else node.below.set(name, { only: definition, below: undefined, modules: undefined, isDefined: false });
  };
  const expand = (node: OptionNode, { module, path, from, value }: Definition): void => {
    const here = (node.modules ??= []);
    here.push(module);
    if (from < path.length) enter(node, module, path, from, value);
    else if (value.kind === "attributeSet" && !value.recursive) {
      for (const binding of value.bindings) {
        if (binding.kind === "binding") enter(node, module, binding.path, 0, binding.value);
      }
    } else if (mayBePlain(value) && !node.isDefined) {
      node.isDefined = true;
      for (const other of here) overlapping.add(other);
    }
    if (node.isDefined) overlapping.add(module);
  };
  for (const module of modules) {
    if (!module.isData && containsMerge(module.config)) overlapping.add(module);
    work.push({ node: root, definition: { module, path: [], from: 0, value: module.config } });
    for (let next = work.pop(); next !== undefined; next = work.pop()) {
      const { node, definition } = next;
      if (node.modules === undefined && node.only === undefined) {
        node.only = definition;
        continue;
      }
      if (node.only !== undefined) expand(node, node.only);
      node.only = undefined;
      expand(node, definition);
    }
  }
  return overlapping.size === 0 ? [] : modules.filter((module) => overlapping.has(module));
}

/** Whether a `lib.mkMerge` may define an option twice in one module. */
function containsMerge(config: Expression): boolean {
  const pending: Expression[] = [config];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.kind === "attributeSet") {
      for (const item of next.bindings) {
        if (item.kind === "binding" && (item.value.kind === "attributeSet" || item.value.kind === "apply")) {
          pending.push(item.value);
        }
      }
    } else {
      const inner = insideLibraryCall(next, 0);
      if (inner.length > 1) return true;
      for (const { expression } of inner) pending.push(expression);
    }
  }
  return false;
}

/** Whether a module may define an option, or options below it: it does, or a function call on the way hides it. */
export function mayDefine(config: Expression, option: readonly string[]): boolean {
  if (option.length === 0 || config.kind !== "attributeSet") return true;
  return config.bindings.some(
    (item) =>
      item.kind === "binding" &&
      item.path.every((name, index) => index >= option.length || name === option[index]) &&
      mayDefine(item.value, option.slice(item.path.length)),
  );
}
