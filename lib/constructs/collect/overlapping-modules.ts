import type { ModuleModel } from "../../model";
import type { AttributeName, Expression } from "../../nix";
import { insideLibraryCall, mayBePlain } from "./definitions";

/** What a module defines at some option, or below it. */
interface Definition {
  readonly module: ModuleModel;
  /** Names on the way to the value; those before `from` lead to where the definition already is. */
  readonly path: readonly AttributeName[];
  readonly from: number;
  readonly value: Expression;
}

/** One option or prefix of options. */
interface Spot {
  /** The only definition so far. It is taken apart when a second one arrives, which for most never happens. */
  only: Definition | undefined;
  /** What follows, once two definitions have met here. */
  below: Map<string, Spot> | undefined;
  /** Whose definitions have met here. */
  modules: ModuleModel[] | undefined;
  /** Whether there is a definition of the option itself, which may conflict with any other that comes by. */
  isDefined: boolean;
}

/**
 * The modules that may define an option plainly which another of them, or they themselves, define as well: all that a
 * conflict can be among. Of most modules this only looks at the few names that tell them from the others.
 */
export function modulesThatMeet(modules: readonly ModuleModel[]): readonly ModuleModel[] {
  const met = new Set(modules.filter((module) => holdsMerge(module.config)));
  const root: Spot = { only: undefined, below: undefined, modules: undefined, isDefined: false };
  // A list of work instead of recursion, as values may be nested deeper than the call stack.
  const work: { readonly spot: Spot; readonly definition: Definition }[] = [];
  const enter = (spot: Spot, module: ModuleModel, path: Definition["path"], from: number, value: Expression): void => {
    const name = path[from];
    if (typeof name !== "string") return;
    const definition: Definition = { module, path, from: from + 1, value };
    spot.below ??= new Map();
    const child = spot.below.get(name);
    if (child !== undefined) work.push({ spot: child, definition });
    else spot.below.set(name, { only: definition, below: undefined, modules: undefined, isDefined: false });
  };
  const takeApart = (spot: Spot, { module, path, from, value }: Definition): void => {
    const here = (spot.modules ??= []);
    here.push(module);
    if (from < path.length) enter(spot, module, path, from, value);
    else if (value.kind === "attributeSet" && !value.recursive) {
      for (const binding of value.bindings) {
        if (binding.kind === "binding") enter(spot, module, binding.path, 0, binding.value);
      }
    } else if (mayBePlain(value) && !spot.isDefined) {
      spot.isDefined = true;
      for (const other of here) met.add(other);
    }
    if (spot.isDefined) met.add(module);
  };
  for (const module of modules) {
    work.push({ spot: root, definition: { module, path: [], from: 0, value: module.config } });
    for (let next = work.pop(); next !== undefined; next = work.pop()) {
      const { spot, definition } = next;
      if (spot.modules === undefined && spot.only === undefined) {
        spot.only = definition;
        continue;
      }
      if (spot.only !== undefined) takeApart(spot, spot.only);
      spot.only = undefined;
      takeApart(spot, definition);
    }
  }
  return modules.filter((module) => met.has(module));
}

/** Whether there is a `lib.mkMerge` that may define an option twice in one module. */
function holdsMerge(config: Expression): boolean {
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

/** Whether a module's definitions may hold one at or below an option: they do, or a function on the way decides. */
export function mayDefine(config: Expression, option: readonly string[]): boolean {
  if (option.length === 0 || config.kind !== "attributeSet") return true;
  return config.bindings.some(
    (item) =>
      item.kind === "binding" &&
      item.path.every((name, index) => index >= option.length || name === option[index]) &&
      mayDefine(item.value, option.slice(item.path.length)),
  );
}
