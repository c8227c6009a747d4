import * as path from "node:path";
import { evaluateJson } from "../../nix/support/nix-instantiate";

const lib = path.resolve("embedded/lib");
const walker = path.resolve("lib/commands/import/option-declarations.nix");

/** The declarations of a module, evaluated with the library of the offline base. */
function declared(module: string): string {
  return evaluateJson(`
    let
      lib = import ${lib};
      assertions = { options.assertions = lib.mkOption { type = lib.types.listOf lib.types.unspecified; default = [ ]; }; };
      warnings = { options.warnings = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; }; };
    in
    import ${walker} (lib.evalModules { modules = [ assertions warnings (${module}) ]; })
  `);
}

/** The options by name. */
function options(module: string): Record<string, unknown> {
  const { options: all } = JSON.parse(declared(module)) as {
    options: readonly { readonly path: readonly string[] }[];
  };
  return Object.fromEntries(
    all
      .filter((option) => option.path[0] === "a")
      .map(({ path: names, ...facts }) => [names.join("."), JSON.stringify(facts)]),
  );
}

describe("option declarations", () => {
  it("contain the type, description, and default of each option, including those in submodules", () => {
    expect(
      options(`{
        options.a = {
          level = lib.mkOption { type = lib.types.nullOr (lib.types.ints.between 0 7); default = 3; description = "How much."; };
          text = lib.mkOption { type = lib.types.lines; defaultText = lib.literalExpression "config.x"; description = lib.mdDoc "Text."; };
          fixed = lib.mkOption { type = lib.types.str; readOnly = true; internal = true; };
          parts = lib.mkOption { type = lib.types.attrsOf (lib.types.submodule { options.size = lib.mkOption { type = lib.types.int; }; }); };
          others = lib.mkOption { type = lib.types.listOf (lib.types.submodule { freeformType = lib.types.attrsOf lib.types.str; options.x = lib.mkOption { type = lib.types.str; }; }); };
        };
      }`),
    ).toMatchInlineSnapshot(`
     {
       "a.fixed": "{"default":null,"description":null,"internal":true,"readOnly":true,"type":"string","visible":true}",
       "a.level": "{"default":"3","description":"How much.","internal":false,"readOnly":false,"type":"null or (integer between 0 and 7 (both inclusive))","visible":true}",
       "a.others": "{"default":null,"description":null,"internal":false,"readOnly":false,"type":"list of (attribute set of string)","visible":true}",
       "a.others.*.x": "{"default":null,"description":null,"internal":false,"readOnly":false,"type":"string","visible":true}",
       "a.parts": "{"default":null,"description":null,"internal":false,"readOnly":false,"type":"attribute set of submodule","visible":true}",
       "a.parts.<name>.size": "{"default":null,"description":null,"internal":false,"readOnly":false,"type":"signed integer","visible":true}",
       "a.text": "{"default":"config.x","description":"Text.","internal":false,"readOnly":false,"type":"strings concatenated with \\"\\\\n\\"","visible":true}",
     }
    `);
  });

  it("contain renamed and removed options, and skip values that throw", () => {
    const module = `{
      imports = [ (lib.mkRenamedOptionModule [ "a" "old" ] [ "a" "new" ]) (lib.mkRemovedOptionModule [ "a" "gone" ] "Use a.new.") ];
      options.a.new = lib.mkOption { type = lib.types.bool; };
      options.a.broken = lib.mkOption { type = throw "no"; description = throw "no"; default = throw "no"; };
      config.assertions = [ { assertion = true; message = throw "is not for now"; } ];
    }`;
    expect(options(module)).toMatchInlineSnapshot(`
     {
       "a.broken": "{"default":null,"description":null,"internal":false,"readOnly":false,"type":null,"visible":true}",
       "a.gone": "{"default":null,"description":null,"internal":false,"readOnly":false,"type":"unspecified value","visible":false}",
       "a.new": "{"default":null,"description":null,"internal":false,"readOnly":false,"type":"boolean","visible":true}",
       "a.old": "{"default":null,"description":"Alias of {option}\`a.new\`.","internal":false,"readOnly":false,"type":"unspecified value","visible":false}",
     }
    `);
    expect(JSON.parse(declared(module))).toMatchObject({
      removals: [{ name: "a.gone", instructions: "Use a.new." }],
    });
  });
});
