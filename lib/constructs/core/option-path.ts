import { isNixExpression, nix, splitAttributePath, type NixValue } from "../../nix";
import type { IssueDetails } from "./annotations";

type AttributeSet = Readonly<Record<string, NixValue | undefined>>;

/**
 * Splits an option path at its dots; parts in double quotes may contain dots.
 * @example parseOptionPath('environment.etc."a.conf".text') // ["environment", "etc", "a.conf", "text"]
 * @throws Error if a part is empty or a quote is not closed
 */
export function parseOptionPath(text: string): readonly string[] {
  const names = namesIn(text);
  if (names !== undefined) return names;
  throw new Error(
    `${JSON.stringify(text)} is not an option path: separate names with dots, and quote a name that contains a dot, as in environment.etc."a.conf".text`,
  );
}

/** The names in an attribute path such as `environment.etc."a.conf".text`; undefined if a name is empty or not closed. */
export function namesIn(text: string): readonly string[] | undefined {
  const wellFormed = /^(?:"(?:[^"\\]|\\.)*"|[^."]+)(?:\.(?:"(?:[^"\\]|\\.)*"|[^."]+))*$/;
  return wellFormed.test(text) ? splitAttributePath(text) : undefined;
}

/** The error about an attribute path that {@link namesIn} does not accept. */
export function malformedPath(text: string, noun: string, example: string): IssueDetails {
  return {
    code: "malformed-path",
    message: `${JSON.stringify(text)} is not ${noun}`,
    reason: "a name in it is empty, or a quote is not closed",
    fix: `separate names with dots, and quote a name that contains a dot, as in ${example}`,
  };
}

const isAttributeSet = (value: unknown): value is AttributeSet =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isNixExpression(value);

/**
 * Returns a copy of an attribute set with one value set; attribute sets on both sides are merged. If an expression,
 * such as a conditional set, is already there, the value becomes a separate definition that overrides it. With loops,
 * because paths and values may be longer than the call stack is deep.
 */
export function setAtPath(config: AttributeSet, path: readonly string[], value: NixValue): AttributeSet {
  const last = path.at(-1);
  if (last === undefined) return config;
  const root: Record<string, NixValue | undefined> = { ...config };
  let parent = root;
  for (const [index, name] of path.slice(0, -1).entries()) {
    const present = parent[name];
    if (isNixExpression(present)) {
      parent[name] = nix.merge(
        present,
        nested(path.slice(index + 1), isNixExpression(value) ? value : nix.force(value)),
      );
      return root;
    }
    const copy = isAttributeSet(present) ? { ...present } : {};
    parent[name] = copy;
    parent = copy;
  }
  const present = parent[last];
  parent[last] = isAttributeSet(present) && isAttributeSet(value) ? merge(present, value) : value;
  return root;
}

/** An attribute set with one value at a path. */
function nested(path: readonly string[], value: NixValue): NixValue {
  return path.reduceRight((inner, name) => ({ [name]: inner }), value);
}

function merge(left: AttributeSet, right: AttributeSet): AttributeSet {
  const root: Record<string, NixValue | undefined> = { ...left };
  const open = [{ into: root, from: right }];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    for (const [name, value] of Object.entries(pair.from)) {
      if (value === undefined) continue;
      const present = pair.into[name];
      if (!isAttributeSet(present) || !isAttributeSet(value)) {
        pair.into[name] = value;
        continue;
      }
      const copy = { ...present };
      pair.into[name] = copy;
      open.push({ into: copy, from: value });
    }
  }
  return root;
}
