import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { gunzipSync } from "node:zlib";
import { releases } from "../../lib/model";
import { optionTable, optionTree, OptionLookup, packTable, parseTypeDescription, splitOptionName, unpackTable, type TableNode } from "../../lib/options"; // prettier-ignore
import { digestText } from "../../lib/platform/files/digest";
import {
  releasesOfTable,
  shippedReleases,
  shippedTableFile,
  shippedTables,
} from "../../lib/project/shipped-option-tables";
import { declarations } from "./support";

function countOptions({ type, below }: TableNode): number {
  const inside = Object.values(below ?? {}).map(countOptions);
  return inside.reduce((sum, count) => sum + count, type === undefined ? 0 : 1);
}

describe.each(shippedReleases)("the options of %s that the package includes", (release) => {
  const text = readFileSync(shippedTableFile(release), "utf8");
  const table = unpackTable(text);

  it("are those that the first line of the file describes", () => {
    expect(table.releases).toEqual(releasesOfTable(release));
    expect(table.source.narHash).toMatch(/^sha256-[\w+/]{43}=$/);
    expect(table.source.hash).toBe(digestText(text.slice(text.indexOf("\n") + 1)));
    expect(countOptions(table.root)).toBe(table.source.options);
    expect(table.source.options).toBeGreaterThan(20_000);
  });

  it("have types that are understood, apart from a few", () => {
    const unknown = table.types.filter((type) => parseTypeDescription(type).unknown.length > 0);
    expect(unknown.map((type) => type.slice(0, 60))).toEqual(
      release === "24.05"
        ? []
        : [
            "open submodule of nested attribute set of null or sysfs attr",
            "one of the available driver branches in `pkgs/os-specific/li",
            "`coolwsd.xml` configuration type, used to override values in",
            "null or (open submodule of int, bool, string or list of them",
            "unsigned integer, meaning >=0, or string containing either a",
            "open submodule of attribute set of (atom (bool, string, int ",
          ],
    );
  });
});

describe("the options of 24.05 that the package includes", () => {
  it("are the same as in a dump of that release", () => {
    const dump = JSON.parse(
      gunzipSync(readFileSync(path.join(__dirname, "options-24.05.json.gz"))).toString("utf8"),
    ) as Record<string, { type: string; readOnly: boolean }>;
    const table = unpackTable(readFileSync(shippedTableFile("24.05"), "utf8"));
    const lookup = new OptionLookup(table);
    const documented = Object.entries(dump).filter(([name]) => !name.includes("._module."));
    const different = documented.flatMap(([name, { type, readOnly }]) => {
      const node = lookup.at(splitOptionName(name));
      const known = node === undefined ? undefined : lookup.description(node);
      const isSame = (known === type || type.length > 1000) && (node?.readOnly ?? false) === readOnly;
      return isSame ? [] : [`${name}: ${type}; table: ${String(known)}`];
    });
    expect(different).toEqual([]);
    expect(documented).toHaveLength(table.source.options);
  });
});

describe("the tables for a release", () => {
  it.each([
    ["24.05", ["24.05"]],
    ["24.11", ["26.11", "unstable", "24.05"]],
    ["26.05", ["26.11", "unstable", "24.05"]],
    ["26.11", ["26.11", "unstable"]],
    ["unstable", ["26.11", "unstable"]],
  ] as const)("%s are of %j", (release, expected) => {
    expect(shippedTables(release).flatMap(({ read }) => read().releases)).toEqual(expected);
  });

  it("exist for all releases, and every file has a release", () => {
    expect(releases.every((release) => shippedTables(release).length > 0)).toBe(true);
    expect(shippedReleases.every((release) => existsSync(shippedTableFile(release)))).toBe(true);
  });
});

describe("a packed table", () => {
  it("has the nodes of the table that it was made of", () => {
    const tree = optionTree(
      declarations({
        top: "string",
        "top2.<name>": { type: "submodule" },
        "top2.<name>.inner": "string",
        "a.b": "boolean",
        "a.c.d": { type: "string", isReadOnly: true },
        "a.c.constructor": { aliasOf: "a.b", isHidden: true },
        'a."with.dot"': { removal: "Use\tsomething\nelse." },
      }),
    );
    const head = { releases: ["24.05"], inputs: [], complete: true };
    const table = optionTable(tree, head);
    const text = packTable(table, { narHash: "sha256-x", options: 6 }, digestText);
    const unpacked = unpackTable(text);
    expect(plain(unpacked.root)).toEqual(table.root);
    expect(unpacked).toMatchObject({ ...head, types: table.types, source: { narHash: "sha256-x", options: 6 } });
    expect(text.split("\n").slice(2)).toMatchInlineSnapshot(`
      [
        "a		{}",
        "a	b	0",
        "a	c	{"constructor":[{"type":0,"aliasOf":"a.b","renamed":true}],"d":[{"type":1,"readOnly":true}]}",
        "a	with.dot	[{"type":0,"removal":"Use\\tsomething\\nelse."}]",
        "top		{"type":1}",
        "top2		{}",
        "top2	<name>	[2,{"inner":1}]",
        "",
      ]
    `);
  });
});

/** A node as plain data: those of packed tables are read on demand. */
function plain(node: TableNode): TableNode {
  const { type, readOnly, aliasOf, renamed, removal, below } = node;
  const facts = Object.entries({ type, readOnly, aliasOf, renamed, removal }).filter(
    ([, value]) => value !== undefined,
  );
  const set = below === undefined ? undefined : Object.entries(below).map(([name, each]) => [name, plain(each)]);
  return {
    ...Object.fromEntries(facts),
    ...(set === undefined ? {} : { below: Object.fromEntries(set) as TableNode["below"] }),
  };
}
