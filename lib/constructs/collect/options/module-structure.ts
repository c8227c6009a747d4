import { ast, type AttributeSet, type Binding, type Expression } from "../../../nix";

/** The parts of a module, as Nix distinguishes them. */
export interface ModuleStructure {
  /** The option definitions. */
  readonly definitions: Expression;
  /** The values of its `imports`. */
  readonly imports: readonly Expression[];
  /** Whether it declares options. */
  readonly declaresOptions: boolean;
  /** Names of options next to `config` or `options`, where NixOS rejects them. */
  readonly misplaced: readonly string[];
}

/** Names in a module that are not options. Source: lib/modules.nix of nixpkgs, `unifyModuleSyntax`. */
const structural: ReadonlySet<string> = new Set([
  "_class",
  "_file",
  "disabledModules",
  "freeformType",
  "imports",
  "key",
  "options",
  "require",
]);

/** Separates the option definitions of a module from the rest: `{ imports = …; options = …; config = …; }`. */
export function structureOf(module: Expression): ModuleStructure {
  if (module.kind !== "attributeSet" || !hasStructure(module)) {
    return { definitions: module, imports: [], declaresOptions: false, misplaced: [] };
  }
  const bindings = module.bindings.filter((binding) => binding.kind === "binding");
  const names = new Set(bindings.map(({ path }) => path[0]));
  const isExplicit = names.has("config") || names.has("options");
  return {
    definitions: isExplicit
      ? explicitDefinitions(bindings.filter(({ path }) => path[0] === "config"))
      : ast.attributeSet({ bindings: bindings.filter(({ path: [name] }) => !isStructural(name)) }),
    imports: bindings.flatMap(({ path, value }) =>
      path.length === 1 && (path[0] === "imports" || path[0] === "require") ? [value] : [],
    ),
    declaresOptions: names.has("options") || names.has("freeformType"),
    misplaced: isExplicit ? [...names].filter((name) => typeof name === "string").filter(isMisplaced) : [],
  };
}

/** `meta` is an option at the top level, and may be next to `config`. */
const isMisplaced = (name: string): boolean => !isStructural(name) && name !== "config" && name !== "meta";

const isStructural = (name: unknown): boolean => typeof name === "string" && structural.has(name);

/** Whether a module has parts other than option definitions, or may have: only a set shows its names. */
export function hasStructure(module: Expression): boolean {
  return module.kind !== "attributeSet" || someFirstName(module, partNames);
}

const partNames: ReadonlySet<unknown> = new Set([...structural, "config"]);

/** Whether the path of a binding in a set begins with one of some names. */
export function someFirstName({ bindings }: AttributeSet, names: ReadonlySet<unknown>): boolean {
  for (const item of bindings) if (item.kind === "binding" && names.has(item.path[0])) return true;
  return false;
}

/** The definitions in `config = …;`, or in several `config.a = …;`. */
function explicitDefinitions(bindings: readonly Binding[]): Expression {
  const [first] = bindings;
  if (first?.path.length === 1) return first.value;
  return ast.attributeSet({ bindings: bindings.map(({ path, value }) => ast.binding(path.slice(1), value)) });
}
