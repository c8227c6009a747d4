import { printExpression, type Expression } from "../../nix";
import { libraryFunction, namedPriorities } from "./options/option-definitions";

/** A plain definition of an option: a literal boolean, number, string, or null. */
export interface PlainDefinition {
  readonly path: readonly string[];
  /** Override priority, the lower wins: 50 for mkForce, 100 for a plain value. Source: lib/modules.nix of nixpkgs. */
  readonly priority: number;
  /** The value as Nix source. */
  readonly value: string;
  /** Whether the value is a string. */
  readonly isString: boolean;
}

/**
 * The plain definitions in a module. Skips values that only Nix can evaluate (references, conditions, lists, strings
 * with interpolations); Nix detects conflicts between those.
 */
export function plainDefinitions(config: Expression): readonly PlainDefinition[] {
  const found: PlainDefinition[] = [];
  const pending: { expression: Expression; path: readonly string[]; priority: number }[] = [
    { expression: config, path: [], priority: 100 },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { expression, path, priority } = next;
    const plain = plainText(expression);
    if (plain !== undefined) {
      found.push({ path, priority, value: plain, isString: isText(expression) });
      continue;
    }
    if (expression.kind === "attributeSet" && !expression.recursive) {
      for (const binding of expression.bindings) {
        if (binding.kind !== "binding") continue;
        const names = binding.path.filter((name) => typeof name === "string");
        if (names.length === binding.path.length) {
          pending.push({ expression: binding.value, path: [...path, ...names], priority });
        }
      }
      continue;
    }
    for (const inner of insideLibraryCall(expression, priority)) pending.push({ ...inner, path });
  }
  return found;
}

function isText({ kind }: Expression): boolean {
  return kind === "string" || kind === "indentedString";
}

function plainText(expression: Expression): string | undefined {
  switch (expression.kind) {
    case "null":
    case "boolean":
    case "integer":
    case "float":
      return printExpression(expression);
    case "string":
    case "indentedString":
      return expression.parts.every((part) => typeof part === "string") ? printExpression(expression) : undefined;
    default:
      return undefined;
  }
}

/** Whether an expression other than a set may contain plain definitions. */
export function mayBePlain(expression: Expression): boolean {
  return expression.kind === "apply" || plainText(expression) !== undefined;
}

/** The definitions inside `lib.mkForce x`, `lib.mkOverride 60 x`, and `lib.mkMerge [ x y ]`. */
export function insideLibraryCall(
  expression: Expression,
  priority: number,
): readonly { readonly expression: Expression; readonly priority: number }[] {
  const name = libraryFunction(expression);
  if (name === undefined || expression.kind !== "apply") return [];
  const [first, second] = expression.arguments;
  if (first === undefined) return [];
  const named = namedPriorities[name];
  // The priority applies to the set as a whole, so its contents conflict as a set, which only Nix can detect.
  if (named !== undefined) return first.kind === "attributeSet" ? [] : [{ expression: first, priority: named }];
  if (name === "mkOverride" && first.kind === "integer" && second !== undefined) {
    return second.kind === "attributeSet" ? [] : [{ expression: second, priority: Number(first.value) }];
  }
  if (name === "mkMerge" && first.kind === "list") return first.items.map((item) => ({ expression: item, priority }));
  return [];
}
