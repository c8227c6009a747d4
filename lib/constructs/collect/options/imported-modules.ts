import { ast, isListExpression, type Expression } from "../../../nix";
import { libraryFunction } from "./option-definitions";

/** An element of a list of imports. */
export interface ImportedModule {
  readonly value: Expression;
  /** Where it is in the list, such as `[0]`, or `[1][0]` in the list of `lib.optionals`. */
  readonly place: string;
  /** The conditions of `lib.optional` and `lib.optionals` around it. */
  readonly conditions: readonly Expression[];
  /** Whether it is a list of modules, or should be one. */
  readonly isList: boolean;
}

/**
 * The elements of a list of imports, including those of `lib.optional`, `lib.optionals`, and `++`. An element that is a list
 * without such a function is returned unchanged, as is every list that only Nix can evaluate.
 */
export function importedModules(imports: Expression): readonly ImportedModule[] {
  const found: ImportedModule[] = [];
  const pending: ImportedModule[] = [{ value: imports, place: "", conditions: [], isList: true }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const inside = elementsOf(next);
    if (inside === undefined) found.push(next);
    else pending.push(...inside.reverse());
  }
  return found;
}

function elementsOf({ value, place, conditions, isList }: ImportedModule): ImportedModule[] | undefined {
  if (!isList)
    return isListExpression(value) && value.kind !== "list"
      ? elementsOf({ value, place, conditions, isList: true })
      : undefined;
  const listed = (list: Expression): ImportedModule => ({ value: list, place, conditions, isList: true });
  if (value.kind === "list") {
    return value.items.map((item, index) => ({
      value: item,
      place: `${place}[${String(index)}]`,
      conditions,
      isList: false,
    }));
  }
  if (value.kind === "binary" && value.operator === "++") return [listed(value.left), listed(value.right)];
  if (value.kind === "if") {
    const otherwise = ast.unary("!", value.condition);
    return [
      { ...listed(value.then), conditions: [...conditions, value.condition] },
      { ...listed(value.else), conditions: [...conditions, otherwise] },
    ];
  }
  const name = libraryFunction(value);
  if (value.kind !== "apply" || (name !== "optional" && name !== "optionals")) return undefined;
  const [condition, content] = value.arguments;
  if (condition === undefined || content === undefined) return undefined;
  return [{ value: content, place, conditions: [...conditions, condition], isList: name === "optionals" }];
}
