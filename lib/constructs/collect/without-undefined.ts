import { isNixExpression, type NixValue } from "../../nix";

type AttributeSet = Readonly<Record<string, NixValue | undefined>>;

/**
 * An attribute set without the attributes that are undefined, nor the sets that hold nothing else: a property that was
 * left out leaves no trace, while an empty set that somebody wrote stays.
 */
export function withoutUndefined(set: AttributeSet): AttributeSet {
  const kept = prune(set);
  return kept ?? {};
}

function prune(set: AttributeSet): AttributeSet | undefined {
  let changed: Record<string, NixValue | undefined> | undefined;
  let left = 0;
  const names = Object.keys(set);
  for (const name of names) {
    const value = set[name];
    const pruned = isPlainSet(value) ? prune(value) : value;
    if (pruned !== undefined) left++;
    if (pruned === value && pruned !== undefined) continue;
    changed ??= { ...set };
    if (pruned === undefined) Reflect.deleteProperty(changed, name);
    else changed[name] = pruned;
  }
  return left === 0 && names.length > 0 ? undefined : (changed ?? set);
}

function isPlainSet(value: NixValue | undefined): value is AttributeSet {
  if (typeof value !== "object" || value === null || Array.isArray(value) || isNixExpression(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
