import { printExpression, type Expression } from "../../nix";

/** The source at a path in a module, including priority, order, and condition. */
export function statedAt(config: Expression, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [printExpression(config)];
  if (config.kind !== "attributeSet") return [];
  return config.bindings.flatMap((binding) => {
    if (binding.kind !== "binding") return [];
    const leads = binding.path.length <= names.length && binding.path.every((name, index) => name === names[index]);
    return leads ? statedAt(binding.value, names.slice(binding.path.length)) : [];
  });
}
