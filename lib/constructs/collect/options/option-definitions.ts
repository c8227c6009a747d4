import { ast, type AttributeName, type AttributeSet, type Expression } from "../../../nix";

/** One definition of an option in a module. */
export interface OptionDefinition {
  readonly path: readonly string[];
  /** Override priority, the lower wins: 50 for mkForce, 100 for a plain value. Source: lib/modules.nix of nixpkgs. */
  readonly priority: number;
  /** Number of names in the path above the value with the priority; undefined for a plain value. */
  readonly prioritizedAt: number | undefined;
  /** Position in a list, the lower first: 500 for mkBefore, 1000 for a plain value, 1500 for mkAfter. */
  readonly order: number;
  /** Whether it is conditional (`lib.mkIf`). */
  readonly isConditional: boolean;
  /** The value without the properties (`lib.mkForce`, `lib.mkIf`, `lib.mkBefore`, …) around it. */
  readonly value: Expression;
}

/**
 * How a search treats a path: `descend` into the set there, because options are below it; treat the value as that of an
 * option, a `leaf`; or `skip` it.
 */
export type Visit = "descend" | "leaf" | "skip";

interface Pending extends OptionDefinition {
  /** Remaining names between `path` and the value, in a binding such as `a.b.c = 1`. */
  readonly rest: readonly string[];
}

/**
 * The definitions in a module, in the order of its file. Attributes with names that only Nix can evaluate are skipped.
 * Iterative, because values may be nested deeper than the call stack.
 * @param visit called for each path below the root; by default, the search descends into every non-empty set
 */
export function optionDefinitions(
  config: Expression,
  visit: (path: readonly string[]) => Visit = () => "descend",
): readonly OptionDefinition[] {
  return search(config, visit, () => undefined);
}

/**
 * The definitions in a module, and the data in expressions that choose or join it, such as `if` and `++`, as definitions of
 * their own: right for checks of every part, not for conclusions about the whole value.
 */
export function dataDefinitions(
  config: Expression,
  visit: (path: readonly string[]) => Visit,
): readonly OptionDefinition[] {
  return search(config, visit, evaluatedParts);
}

type PartsOf = (value: Expression) => readonly Pick<OptionDefinition, "value" | "isConditional">[] | undefined;

function search(
  config: Expression,
  visit: (path: readonly string[]) => Visit,
  partsOf: PartsOf,
): readonly OptionDefinition[] {
  const found: OptionDefinition[] = [];
  const pending: Pending[] = [{ ...plain, path: [], rest: [], value: config }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const mayBeProperty = next.rest.length === 0 && next.value.kind !== "attributeSet";
    const inside = mayBeProperty ? insideProperty(next, partsOf) : undefined;
    if (inside !== undefined) {
      pending.push(...inside.reverse());
      continue;
    }
    const decision = next.path.length === 0 ? "descend" : visit(next.path);
    if (decision === "skip") continue;
    const below = decision === "leaf" ? undefined : attributesOf(next);
    if (below === undefined) found.push(definitionOf(next));
    else pending.push(...below.reverse());
  }
  return found;
}

const plain = { priority: 100, prioritizedAt: undefined, order: 1000, isConditional: false } as const;

function definitionOf({ rest, value, ...definition }: Pending): OptionDefinition {
  const whole = rest.length === 0 ? value : ast.attributeSet({ bindings: [ast.binding(rest, value)] });
  return { ...definition, value: whole };
}

/** The attributes one level down; undefined if the value is not a set, is empty, or only Nix can evaluate it. */
function attributesOf(pending: Pending): Pending[] | undefined {
  const { rest, value } = pending;
  if (rest.length > 0) return [attributeOf(pending, rest, value)];
  if (!isReadableSet(value)) return undefined;
  const attributes: Pending[] = [];
  for (const binding of value.bindings) {
    if (binding.kind !== "binding" || !isPlainPath(binding.path)) continue;
    attributes.push(attributeOf(pending, binding.path, binding.value));
  }
  return attributes;
}

const isPlainPath = (path: readonly AttributeName[]): path is readonly string[] =>
  path.every((name) => typeof name === "string");

/** The first of some names below a path, with the others before its value. */
function attributeOf(above: Pending, names: readonly string[], value: Expression): Pending {
  const { priority, prioritizedAt, order, isConditional } = above;
  const path = [...above.path, ...names.slice(0, 1)];
  return { path, rest: names.slice(1), value, priority, prioritizedAt, order, isConditional };
}

function isReadableSet(value: Expression): value is AttributeSet {
  return value.kind === "attributeSet" && !value.recursive && value.bindings.length > 0;
}

/** Override priorities, the lower wins. Source: lib/modules.nix of nixpkgs. */
export const priorities = {
  mkVMOverride: 10,
  mkForce: 50,
  mkImageMediaOverride: 60,
  plain: 100,
  mkDefault: 1000,
  mkOptionDefault: 1500,
} as const;

/** Priorities set by functions of the nixpkgs library, by function name. */
export const namedPriorities: Readonly<Record<string, number | undefined>> = { ...priorities, plain: undefined };

/**
 * The values inside `lib.mkForce x`, `lib.mkIf c x`, `lib.mkMerge [ x y ]`, and similar calls; undefined for anything
 * else.
 */
function insideProperty(pending: Pending, partsOf: PartsOf): Pending[] | undefined {
  const { value } = pending;
  const parts = partsOf(value);
  if (parts !== undefined) {
    return parts.map((part) => ({ ...pending, ...part, isConditional: pending.isConditional || part.isConditional }));
  }
  const name = libraryFunction(value);
  if (name === undefined || value.kind !== "apply") return undefined;
  const [first, second] = value.arguments;
  if (first === undefined) return undefined;
  const priority = namedPriorities[name];
  const prioritizedAt = pending.path.length;
  if (priority !== undefined) return [{ ...pending, value: first, priority, prioritizedAt }];
  if (name === "mkBefore" || name === "mkAfter") {
    return [{ ...pending, value: first, order: name === "mkBefore" ? 500 : 1500 }];
  }
  if (name === "mkMerge")
    return first.kind === "list" ? first.items.map((item) => ({ ...pending, value: item })) : undefined;
  if (second === undefined) return undefined;
  if (name === "mkIf") return [{ ...pending, value: second, isConditional: true }];
  const given = first.kind === "integer" ? Number(first.value) : undefined;
  if (name === "mkOrder") return [{ ...pending, value: second, order: given ?? pending.order }];
  if (name !== "mkOverride" || given === undefined) return undefined;
  return [{ ...pending, value: second, priority: given, prioritizedAt }];
}

/**
 * The data in an expression that chooses or joins it: `if`, `let`, `with`, `//`, `++`, `lib.optionalAttrs`, and similar
 * functions. Undefined for anything else.
 */
function evaluatedParts(value: Expression): readonly Pick<OptionDefinition, "value" | "isConditional">[] | undefined {
  const always = (part: Expression): Pick<OptionDefinition, "value" | "isConditional"> => ({
    value: part,
    isConditional: false,
  });
  const maybe = (part: Expression): Pick<OptionDefinition, "value" | "isConditional"> => ({
    value: part,
    isConditional: true,
  });
  switch (value.kind) {
    case "let":
    case "with":
      return [always(value.body)];
    case "if":
      return [maybe(value.then), maybe(value.else)];
    case "binary":
      if (value.operator === "++") return [always(value.left), always(value.right)];
      return value.operator === "//" ? [maybe(value.left), always(value.right)] : undefined;
    case "apply": {
      const [first, second] = value.arguments;
      const name = libraryFunction(value);
      if (first === undefined || second === undefined || value.arguments.length > 2) return undefined;
      if (name === "recursiveUpdate") return [maybe(first), always(second)];
      if (name === "optional") return [maybe(ast.list([second]))];
      return name !== undefined && conditional.has(name) ? [maybe(second)] : undefined;
    }
    default:
      return undefined;
  }
}

const conditional: ReadonlySet<string> = new Set(["optionalAttrs", "optionals", "optionalString"]);

/** The name of the library function in a call, such as `mkForce` for `lib.mkForce x`. */
export function libraryFunction(expression: Expression): string | undefined {
  if (expression.kind !== "apply" || expression.fn.kind !== "select") return undefined;
  const { base, path } = expression.fn;
  const [name] = path;
  const isLibrary = base.kind === "identifier" && base.name === "lib" && path.length === 1;
  return isLibrary && typeof name === "string" ? name : undefined;
}
