import { optionTree, pruneTree, renderDeclarations, splitOptionName } from "../../lib/options";
import { declarations } from "./support";

const tree = optionTree(
  declarations({
    "boot.timeout": { type: "null or signed integer", default: "5", description: "Seconds. See {option}`a.b`. */" },
    "boot.old": { type: "boolean", isHidden: true, aliasOf: "boot.new" },
    "boot.new": "boolean",
    "boot.gone": { type: "unspecified value", isHidden: true, removal: "Use boot.new." },
    "boot.known": { type: "string", isReadOnly: true },
    "boot.modules": "attribute set of (submodule)",
    "boot.modules.<name>.enable": "boolean",
    "boot.others": "list of (submodule)",
    "boot.others.*.enable": "boolean",
    "boot.settings": "attribute set of (JSON value)",
    "boot.settings.level": 'one of "a", "b"',
    'boot.sysctl."net.core"': "16 bit unsigned integer; between 0 and 65535 (both inclusive)",
    "pkgs.all": "list of package",
    "pkgs.each": "function that evaluates to a(n) path",
  }),
);

describe("TypeScript declarations", () => {
  it("have an interface for each set of options, shared by equal sets, and documentation for editors", () => {
    expect(renderDeclarations(tree, ["The options."])).toMatchInlineSnapshot(`
     "// The options.
     /* eslint-disable */
     import type { NixFunction, NixosAnything, NixosAttributes, NixosInteger, NixosList, NixosOption, NixosReadOnly, NixosRemoved, NixPackage } from "cdknix";

     declare module "cdknix" {
     interface NixosOptions {
       readonly boot?: NixosOption<Boot>;
       readonly pkgs?: NixosOption<Pkgs>;
     }
     }

     interface BootModulesName {
       readonly enable?: NixosOption<boolean>;
     }

     interface BootSettings {
       /** Type: one of "a", "b". */
       readonly level?: NixosOption<"a" | "b">;
       readonly [other: string]: NixosAnything;
     }

     interface BootSysctl {
       /** Type: 16 bit unsigned integer; between 0 and 65535 (both inclusive). */
       readonly "net.core"?: NixosOption<NixosInteger>;
     }

     interface Boot {
       /** @deprecated Removed. Use boot.new. */
       readonly gone?: NixosRemoved;
       /** Read-only. */
       readonly known?: NixosReadOnly;
       readonly modules?: NixosOption<NixosAttributes<BootModulesName>>;
       readonly new?: NixosOption<boolean>;
       /** @deprecated Use \`boot.new\`. */
       readonly old?: NixosOption<boolean>;
       /** Type: list of (submodule). */
       readonly others?: NixosOption<NixosList<BootModulesName>>;
       /** Type: attribute set of (JSON value). */
       readonly settings?: NixosOption<BootSettings>;
       readonly sysctl?: NixosOption<BootSysctl>;
       /**
        * Seconds. See \`a.b\`. *\\/
        *
        * Type: null or signed integer.
        * Default: \`5\`
        */
       readonly timeout?: NixosOption<null | NixosInteger>;
     }

     interface Pkgs {
       /** Type: list of package. */
       readonly all?: NixosOption<NixosList<NixPackage>>;
       /** Type: function that evaluates to a(n) path. */
       readonly each?: NixosOption<NixFunction>;
     }
     "
    `);
  });

  it("of a scope contain only the names of options outside it", () => {
    expect(renderDeclarations(pruneTree(tree, [splitOptionName("boot.modules")]), [])).toMatchInlineSnapshot(`
     "/* eslint-disable */
     import type { NixosAnything, NixosAttributes, NixosOption } from "cdknix";

     declare module "cdknix" {
     interface NixosOptions {
       readonly boot?: NixosOption<Boot>;
       readonly pkgs?: NixosAnything;
     }
     }

     interface BootModulesName {
       readonly enable?: NixosOption<boolean>;
     }

     interface Boot {
       readonly gone?: NixosAnything;
       readonly known?: NixosAnything;
       readonly modules?: NixosOption<NixosAttributes<BootModulesName>>;
       readonly new?: NixosAnything;
       readonly old?: NixosAnything;
       readonly others?: NixosAnything;
       readonly settings?: NixosAnything;
       readonly sysctl?: NixosAnything;
       readonly timeout?: NixosAnything;
     }
     "
    `);
  });

  it("do not depend on the order of the options", () => {
    const facts = { "b.c": "string", "a.b": "boolean", "b.a": "boolean" };
    const reversed = Object.fromEntries(Object.entries(facts).reverse());
    expect(renderDeclarations(optionTree(declarations(reversed)), [])).toBe(
      renderDeclarations(optionTree(declarations(facts)), []),
    );
  });
});
