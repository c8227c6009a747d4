import { isNixExpression, nix, splitAttributePath, type NixValue } from "../../nix";

type AttributeSet = Readonly<Record<string, NixValue | undefined>>;

/**
 * Splits an option path at its dots; parts in double quotes may contain dots.
 * @example parseOptionPath('environment.etc."a.conf".text') // ["environment", "etc", "a.conf", "text"]
 * @throws Error if a part is empty or a quote is not closed
 */
export function parseOptionPath(text: string): readonly string[] {
  const wellFormed = /^(?:"(?:[^"\\]|\\.)*"|[^."]+)(?:\.(?:"(?:[^"\\]|\\.)*"|[^."]+))*$/;
  if (!wellFormed.test(text)) {
    throw new Error(
      `${JSON.stringify(text)} is not an option path: separate names with dots, and quote a name that contains a dot, as in environment.etc."a.conf".text`,
    );
  }
  return splitAttributePath(text);
}

const isAttributeSet = (value: unknown): value is AttributeSet =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isNixExpression(value);

/**
 * Returns a copy of an attribute set with one value set; attribute sets on both sides are merged. If an expression,
 * such as a conditional set, is already there, the value becomes a separate definition that overrides it.
 */
export function setAtPath(config: AttributeSet, path: readonly string[], value: NixValue): AttributeSet {
  const [first, ...rest] = path;
  if (first === undefined) return config;
  const present = config[first];
  if (rest.length === 0) {
    return { ...config, [first]: isAttributeSet(present) && isAttributeSet(value) ? merge(present, value) : value };
  }
  if (isNixExpression(present)) {
    const winning = isNixExpression(value) ? value : nix.force(value);
    return { ...config, [first]: nix.merge(present, setAtPath({}, rest, winning)) };
  }
  return { ...config, [first]: setAtPath(isAttributeSet(present) ? present : {}, rest, value) };
}

function merge(left: AttributeSet, right: AttributeSet): AttributeSet {
  return Object.entries(right).reduce(
    (result: AttributeSet, [name, value]) => (value === undefined ? result : setAtPath(result, [name], value)),
    left,
  );
}
