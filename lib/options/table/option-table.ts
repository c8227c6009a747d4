import type { Expression } from "../../nix";
import { splitOptionName } from "../declarations/option-declaration";
import type { OptionNode } from "../declarations/option-tree";
import type { OptionType } from "../types/option-type";
import { parseTypeDescription } from "../types/parse-type";

/** A name in an option table: an option, a set of options, or both. */
export interface TableNode {
  /** For an option: index of its type in the table. */
  readonly type?: number | undefined;
  readonly readOnly?: true | undefined;
  /** The option that this one is an alias of. */
  readonly aliasOf?: string | undefined;
  /** Whether users should set the alias's target instead. */
  readonly renamed?: true | undefined;
  /** NixOS's message to users who set it; for removed options. */
  readonly removal?: string | undefined;
  /** It was excluded from the import: it exists, and nothing else is known. */
  readonly outside?: true | undefined;
  readonly below?: Readonly<Record<string, TableNode>> | undefined;
}

/** The options that `synth import` saves for checks in later runs: plain JSON data. */
export interface OptionTable {
  readonly version: 1;
  /** NixOS releases that it is valid for. */
  readonly releases: readonly string[];
  /** Flake inputs whose modules it includes. */
  readonly inputs: readonly string[];
  /** Whether it includes options that the manual omits. */
  readonly complete: boolean;
  /** Descriptions of types, which nodes refer to by position. */
  readonly types: readonly string[];
  readonly root: TableNode;
}

/** The table version that this version of the package writes and reads. */
export const optionTableVersion = 1;

/** The metadata of a table. */
export type TableHead = Pick<OptionTable, "releases" | "inputs" | "complete">;

/** Builds the table of an option tree. */
export function optionTable(root: OptionNode, head: TableHead): OptionTable {
  const types = new Map<string, number>();
  const typeIndex = (description: string): number => {
    const index = types.get(description) ?? types.size;
    types.set(description, index);
    return index;
  };
  const tableNode = ({ declaration, below, isOutside }: OptionNode): TableNode => ({
    ...(isOutside === true ? { outside: true } : {}),
    ...(declaration === undefined ? {} : { type: typeIndex(declaration.type) }),
    ...(declaration?.isReadOnly === true ? { readOnly: true } : {}),
    ...(declaration?.aliasOf === undefined ? {} : { aliasOf: declaration.aliasOf }),
    ...(declaration?.aliasOf !== undefined && declaration.isHidden ? { renamed: true } : {}),
    ...(declaration?.removal === undefined ? {} : { removal: declaration.removal }),
    ...(below.size === 0
      ? {}
      : { below: Object.fromEntries([...below].map(([name, node]) => [name, tableNode(node)])) }),
  });
  const node = tableNode(root);
  return { version: optionTableVersion, ...head, types: [...types.keys()], root: node };
}

/** Looks up options in a table while values are checked. */
export class OptionLookup {
  private readonly parsed = new Map<number, OptionType>();

  constructor(readonly table: OptionTable) {}

  /** A name below a node, or undefined if there is none. */
  below(node: TableNode, name: string): TableNode | undefined {
    // Any string can be a name, including `constructor` and `__proto__`.
    return node.below !== undefined && Object.hasOwn(node.below, name) ? node.below[name] : undefined;
  }

  /** The names of options below a node, without placeholders. */
  names(node: TableNode): readonly string[] {
    return Object.keys(node.below ?? {}).filter((name) => name !== "<name>" && name !== "*");
  }

  /** The description of an option's type. */
  description(node: TableNode): string {
    return this.table.types[node.type ?? -1] ?? "unspecified value";
  }

  /** The type of an option, parsed on first use. */
  type(node: TableNode): OptionType {
    const index = node.type ?? -1;
    const known = this.parsed.get(index);
    if (known !== undefined) return known;
    const { type } = parseTypeDescription(this.description(node));
    this.parsed.set(index, type);
    return type;
  }

  /** The option whose type applies to one: for an alias, that of its target. Undefined if a freeform set contains it. */
  target(node: TableNode): TableNode | undefined {
    if (node.aliasOf === undefined || node.below !== undefined) return node;
    const target = this.at(splitOptionName(node.aliasOf));
    return target === undefined ? undefined : this.target(target);
  }

  /** The node of a path. */
  at(path: readonly string[]): TableNode | undefined {
    return path.reduce<TableNode | undefined>(
      (node, name) => (node === undefined ? undefined : this.below(node, name)),
      this.table.root,
    );
  }
}

/** Returns the values inside `lib.mkForce`, `lib.mkIf`, and similar calls. */
export type Unwrap = (value: Expression) => readonly Expression[];

/** Formats a table as JSON with one option per line, so that diffs between versions of nixpkgs are readable. */
export function printOptionTable({ root, types, ...head }: OptionTable): string {
  const heads = Object.entries(head).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)},`);
  const lines = types.map((type) => `  ${JSON.stringify(type)}`);
  return ["{", ...heads, `"types": [`, lines.join(",\n"), "],", `"root": ${printNode(root, "")}`, "}", ""].join("\n");
}

function printNode({ below, ...own }: TableNode, indentation: string): string {
  if (below === undefined) return JSON.stringify(own);
  const inner = `${indentation} `;
  const children = Object.entries(below).map(
    ([name, node]) => `${inner}${JSON.stringify(name)}: ${printNode(node, inner)}`,
  );
  const facts = JSON.stringify(own).slice(1, -1);
  return `{${facts === "" ? "" : `${facts}, `}"below": {\n${children.join(",\n")}\n${indentation}}}`;
}

/** Where `synth import` writes the types, relative to the project directory. */
export const declarationsFile = "imports/nixos-options.d.ts";

/** Where `synth import` writes the table used to check definitions, relative to the project directory. */
export const optionTableFile = "imports/nixos-options.json";
