import type { OptionTable, TableNode } from "./option-table";

/** Where the options of a packed table come from. */
export interface TableSource {
  /** Hash of the nixpkgs tree, as in flake.lock. */
  readonly narHash: string;
  /** Date of the tree, such as `2026-07-14`, if the release changes after it. */
  readonly date?: string;
  /** Number of options. */
  readonly options: number;
  /** SHA-256 of the table below the first line, hexadecimal. */
  readonly hash: string;
}

/** An option table that the package includes, with its source. */
export interface ShippedTable extends OptionTable {
  readonly source: TableSource;
}

/** The first line of a packed table. */
type PackedHead = Omit<ShippedTable, "types" | "root">;

/** A node in a packed table: the type of an option, a set of options, or the facts of an option and the options below. */
type PackedNode = number | PackedSet | readonly [facts: PackedFacts, below?: PackedSet];
type PackedFacts = number | Omit<TableNode, "below">;
interface PackedSet {
  readonly [name: string]: PackedNode;
}

/**
 * Formats a table for the package: the head, the types, and one line for each name at the first two levels, so that a
 * reader parses only the lines that it needs, and a diff shows what changed between versions of nixpkgs.
 * @param hashOf returns the hash of a text for the head
 */
export function packTable(
  { types, root, ...head }: OptionTable,
  source: Omit<TableSource, "hash">,
  hashOf: (text: string) => string,
): string {
  const lines = Object.entries(root.below ?? {}).flatMap(([name, { below, ...own }]) => [
    [name, "", JSON.stringify(own)],
    ...Object.entries(below ?? {}).map(([second, node]) => [name, second, JSON.stringify(packed(node))]),
  ]);
  const body = [JSON.stringify(types), ...lines.map((fields) => fields.join("\t")), ""].join("\n");
  const packedHead: PackedHead = { ...head, source: { ...source, hash: hashOf(body) } };
  return `${JSON.stringify(packedHead)}\n${body}`;
}

function packed({ below, ...own }: TableNode): PackedNode {
  const { type, ...others } = own;
  const set =
    below === undefined
      ? undefined
      : Object.fromEntries(Object.entries(below).map(([name, node]) => [name, packed(node)]));
  if (set !== undefined && Object.keys(own).length === 0) return set;
  const facts = type === undefined || Object.keys(others).length > 0 ? own : type;
  if (set !== undefined) return [facts, set];
  return typeof facts === "number" ? facts : [facts];
}

/** Reads a packed table. A line is parsed when its options are looked up, because a program needs few of them. */
export function unpackTable(text: string): ShippedTable {
  const [head = "", types = "", ...lines] = text.split("\n");
  const roots = new Map<string, { readonly own: string; readonly second: [name: string, text: string][] }>();
  for (const line of lines) {
    const first = line.indexOf("\t");
    const second = line.indexOf("\t", first + 1);
    if (first < 0 || second < 0) continue;
    const name = line.slice(0, first);
    const node = line.slice(second + 1);
    if (second === first + 1) roots.set(name, { own: node, second: [] });
    else roots.get(name)?.second.push([line.slice(first + 1, second), node]);
  }
  const below = recordOf([...roots], (root) => new NodeOnDemand(() => firstLevel(root)));
  return { ...(JSON.parse(head) as PackedHead), types: JSON.parse(types) as string[], root: { below } };
}

function firstLevel({ own, second }: { own: string; second: [name: string, text: string][] }): TableNode {
  const facts = JSON.parse(own) as TableNode;
  if (second.length === 0) return facts;
  const below = recordOf(second, (text) => new NodeOnDemand(() => unpacked(JSON.parse(text) as PackedNode)));
  return { ...facts, below };
}

function unpacked(node: PackedNode): TableNode {
  if (typeof node === "number") return { type: node };
  if (!Array.isArray(node)) return { below: unpackedSet(node as PackedSet) };
  const [facts, below] = node as readonly [PackedFacts, PackedSet?];
  const own = typeof facts === "number" ? { type: facts } : facts;
  return below === undefined ? own : { ...own, below: unpackedSet(below) };
}

const unpackedSet = (set: PackedSet): TableNode["below"] => recordOf(Object.entries(set), unpacked);

function recordOf<Source>(
  entries: readonly (readonly [string, Source])[],
  node: (source: Source) => TableNode,
): Readonly<Record<string, TableNode>> {
  // Twenty times as fast as Object.fromEntries for a thousand names.
  const record = Object.create(null) as Record<string, TableNode>;
  for (const [name, source] of entries) record[name] = node(source);
  return record;
}

/** A node that is read on first use. */
class NodeOnDemand implements TableNode {
  private made: TableNode | undefined;

  constructor(private readonly make: () => TableNode) {}

  get type(): TableNode["type"] {
    return this.node.type;
  }
  get readOnly(): TableNode["readOnly"] {
    return this.node.readOnly;
  }
  get aliasOf(): TableNode["aliasOf"] {
    return this.node.aliasOf;
  }
  get renamed(): TableNode["renamed"] {
    return this.node.renamed;
  }
  get removal(): TableNode["removal"] {
    return this.node.removal;
  }
  get below(): TableNode["below"] {
    return this.node.below;
  }

  private get node(): TableNode {
    return (this.made ??= this.make());
  }
}
