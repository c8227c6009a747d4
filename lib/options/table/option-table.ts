import type { Expression } from "../../nix";
import { splitOptionName } from "../declarations/option-declaration";
import type { OptionNode } from "../declarations/option-tree";
import type { OptionType } from "../types/option-type";
import { parseTypeDescription } from "../types/parse-type";

/** A name in an option table: an option, what holds options, or both. */
export interface TableNode {
  /** Of an option: which of the table's types it has. */
  readonly type?: number;
  readonly readOnly?: true;
  /** Option that this one is another name of. */
  readonly aliasOf?: string;
  /** Whether who sets it should set the other one. */
  readonly renamed?: true;
  /** What NixOS says to who sets it; for options that are no more. */
  readonly removal?: string;
  /** It was left out of the import: it exists, and nothing else is known. */
  readonly outside?: true;
  readonly below?: Readonly<Record<string, TableNode>>;
}

/** Options as `synth import` keeps them for the check of later runs: plain data, as JSON holds it. */
export interface OptionTable {
  readonly version: 1;
  /** NixOS releases that it holds for. */
  readonly releases: readonly string[];
  /** Inputs of flakes whose modules it knows. */
  readonly inputs: readonly string[];
  /** Whether options that the manual leaves out are in it. */
  readonly complete: boolean;
  /** Descriptions of types, which nodes refer to by position. */
  readonly types: readonly string[];
  readonly root: TableNode;
}

/** The version of tables that this version of the package writes and reads. */
export const optionTableVersion = 1;

/** What an import knows about a table besides the options. */
export type TableHead = Pick<OptionTable, "releases" | "inputs" | "complete">;

/** The table of a tree of options. */
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

/** What a table is asked while values are checked against it. */
export class OptionLookup {
  private readonly parsed = new Map<number, OptionType>();

  constructor(readonly table: OptionTable) {}

  /** A name below a node; undefined where there is none. */
  below(node: TableNode, name: string): TableNode | undefined {
    // Names are anything, `constructor` and `__proto__` too.
    return node.below !== undefined && Object.hasOwn(node.below, name) ? node.below[name] : undefined;
  }

  /** The names of options below a node, without those that stand for any name. */
  names(node: TableNode): readonly string[] {
    return Object.keys(node.below ?? {}).filter((name) => name !== "<name>" && name !== "*");
  }

  /** The description of an option's type. */
  description(node: TableNode): string {
    return this.table.types[node.type ?? -1] ?? "unspecified value";
  }

  /** The type of an option. Each is parsed once, and only when it is asked for. */
  type(node: TableNode): OptionType {
    const index = node.type ?? -1;
    const known = this.parsed.get(index);
    if (known !== undefined) return known;
    const { type } = parseTypeDescription(this.description(node));
    this.parsed.set(index, type);
    return type;
  }

  /** The node whose options count for a node: of an alias those of what it is another name of. */
  target(node: TableNode): TableNode {
    if (node.aliasOf === undefined || node.below !== undefined) return node;
    return this.at(splitOptionName(node.aliasOf)) ?? node;
  }

  /** The node of a path. */
  at(path: readonly string[]): TableNode | undefined {
    return path.reduce<TableNode | undefined>(
      (node, name) => (node === undefined ? undefined : this.below(node, name)),
      this.table.root,
    );
  }
}

/** The values inside what `lib.mkForce`, `lib.mkIf` and their like make of them. */
export type Unwrap = (value: Expression) => readonly Expression[];

/** A table as JSON, an option on a line, so that what another nixpkgs changes is to be seen. */
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

/** Where `synth import` puts the types, relative to the project directory. */
export const declarationsFile = "imports/nixos-options.d.ts";

/** Where `synth import` puts the table that definitions are checked against, relative to the project directory. */
export const optionTableFile = "imports/nixos-options.json";
