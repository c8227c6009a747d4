import { splitOptionName } from "../declarations/option-declaration";
import type { OptionType } from "../types/option-type";
import { parseTypeDescription } from "../types/parse-type";
import optionsByType from "./package-options.json";

/** A name on the way to options that refuse text. */
export interface TextOptionNode {
  /** Type of the option here; undefined if the name is only a prefix. */
  readonly type?: OptionType;
  readonly below: ReadonlyMap<string, TextOptionNode>;
}

interface GrowingNode {
  type?: OptionType;
  readonly below: Map<string, GrowingNode>;
}

/** The options with the same first two names, and their types. */
type Group = (readonly [name: string, type: string])[];

const prefix: TextOptionNode = { below: new Map() };
let groups: ReadonlyMap<string, ReadonlyMap<string, Group>> | undefined;
const grown = new Map<Group, TextOptionNode>();
const types = new Map<string, OptionType>();

/** Whether there may be such options below a top-level name. */
export function hasTextOptions(first: string): boolean {
  groups ??= groupNames();
  return groups.has(first);
}

/**
 * The options that take packages or paths and no other text, at and below a path. `<name>` and `*` represent any attribute
 * and any element. Source: the types of the options of NixOS 24.05 and of nixos-unstable in July 2026;
 * scripts/package-options.ts.
 */
export function textOptionsAt([first = "", second, ...rest]: readonly string[]): TextOptionNode | undefined {
  groups ??= groupNames();
  const below = groups.get(first);
  if (second === undefined) return below === undefined ? undefined : prefix;
  const group = below?.get(second) ?? below?.get("<name>");
  return group === undefined ? undefined : textOptionsBelow(treeOf(group), rest);
}

/** The options at and below a path that starts at a node. */
export function textOptionsBelow(node: TextOptionNode, path: readonly string[]): TextOptionNode | undefined {
  return path.reduce<TextOptionNode | undefined>((at, name) => at?.below.get(name) ?? at?.below.get("<name>"), node);
}

/** The tree of a group, created on first use, because a program sets options of few groups. */
function treeOf(group: Group): TextOptionNode {
  const known = grown.get(group);
  if (known !== undefined) return known;
  const root: GrowingNode = { below: new Map() };
  for (const [name, description] of group) {
    let node = root;
    for (const part of splitOptionName(name).slice(2)) {
      const key = generalName(part);
      const next: GrowingNode = node.below.get(key) ?? { below: new Map() };
      node.below.set(key, next);
      node = next;
    }
    node.type = typeOf(description);
  }
  grown.set(group, root);
  return root;
}

function typeOf(description: string): OptionType {
  const type = types.get(description) ?? parseTypeDescription(description).type;
  types.set(description, type);
  return type;
}

const generalName = (name: string): string => (name.startsWith("<") ? "<name>" : name);

function groupNames(): ReadonlyMap<string, ReadonlyMap<string, Group>> {
  const byFirst = new Map<string, Map<string, Group>>();
  for (const [type, names] of Object.entries(optionsByType)) {
    for (const name of names.split(" ")) {
      const [first = "", second = ""] = name.split(".", 2);
      const bySecond = byFirst.get(first) ?? new Map<string, Group>();
      byFirst.set(first, bySecond);
      const key = generalName(second);
      const group = bySecond.get(key);
      if (group === undefined) bySecond.set(key, [[name, type]]);
      else group.push([name, type]);
    }
  }
  return byFirst;
}
