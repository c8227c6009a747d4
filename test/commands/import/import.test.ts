import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { gzipSync } from "node:zlib";
import { library, project } from "../../cli/project";
import { look } from "../../platform/files/scratch";

const dump = JSON.stringify({
  "boot.loader.timeout": {
    type: "null or signed integer",
    readOnly: false,
    internal: false,
    visible: true,
    default: "5",
  },
  "networking.hostName": { type: "string", internal: true },
  "nixpkgs.hostPlatform": { type: "string" },
  "services.openssh.enable": {
    type: "boolean",
    description: { _type: "mdDoc", text: "Whether to enable sshd." },
    loc: ["services", "openssh", "enable"],
  },
  "system.nixos.release": { type: "string", readOnly: true, default: { _type: "literalExpression", text: '"24.05"' } },
});

/** A JavaScript program with one module. */
const program = (config: string): string => `
const { App, Flake, Host, NixosModule, Nixpkgs } = require(${JSON.stringify(library)});
const app = new App();
const host = new Host(new Flake(app, "dot", { nixpkgs: Nixpkgs.release("24.05") }), "a", { system: "x86_64-linux" });
new NixosModule(host, "module", { config: ${config} });
app.synth();
`;

const imported = (directory: string): Record<string, string> => {
  const files = look(directory);
  return Object.fromEntries(Object.entries(files).filter(([name]) => name.startsWith("imports")));
};

describe("synth import --from", () => {
  it("writes types and a table, prints their paths, and does not need a program", () => {
    const { directory, run } = project({ "options.json": dump, "cdk.json": "{}" });
    expect(run(["import", "--from", "options.json"])).toMatchInlineSnapshot(`
     {
       "code": 0,
       "stderr": "NixOS 24.05 has 5 options; imported: all
     ",
       "stdout": "<project>/imports/nixos-options.d.ts
     <project>/imports/nixos-options.json
     ",
     }
    `);
    const files = imported(directory);
    expect(files["imports/nixos-options.d.ts"]).toContain(
      "/** Whether to enable sshd. */\n  readonly enable?: NixosOption<boolean>;",
    );
    expect(files["imports/nixos-options.json"]).toMatchInlineSnapshot(`
     "{
     "version": 1,
     "releases": ["24.05"],
     "inputs": [],
     "complete": true,
     "types": [
       "null or signed integer",
       "string",
       "boolean"
     ],
     "root": {"below": {
      "boot": {"below": {
       "loader": {"below": {
        "timeout": {"type":0}
       }}
      }},
      "networking": {"below": {
       "hostName": {"type":1}
      }},
      "nixpkgs": {"below": {
       "hostPlatform": {"type":1}
      }},
      "services": {"below": {
       "openssh": {"below": {
        "enable": {"type":2}
       }}
      }},
      "system": {"below": {
       "nixos": {"below": {
        "release": {"type":1,"readOnly":true}
       }}
      }}
     }}
     }
     "
    `);
  });

  it("reads a gzipped dump, is reproducible, and does not rewrite unchanged files", () => {
    const { directory, run } = project({ "options.json": dump });
    writeFileSync(path.join(directory, "options.json.gz"), gzipSync(dump));
    expect(run(["import", "--from", "options.json"]).code).toBe(0);
    const before = imported(directory);
    const file = path.join(directory, "imports/nixos-options.d.ts");
    const { ino } = statSync(file);
    expect(run(["import", "--from", "options.json.gz"]).code).toBe(0);
    expect(imported(directory)).toEqual(before);
    expect(statSync(file).ino).toBe(ino);
  });

  it("writes only the named scopes, and rejects scopes that do not exist", () => {
    const { directory, run } = project({ "options.json": dump });
    expect(run(["import", "--from", "options.json", "services.openssh"]).code).toBe(0);
    expect(imported(directory)["imports/nixos-options.d.ts"]).toContain("readonly boot?: NixosAnything;");
    const before = imported(directory);
    expect(run(["import", "--from", "options.json", "service.openssh", "boot"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[scope-unknown]: no options named service.openssh
       fix:   did you mean services.openssh?
       docs:  https://cdknix.example/errors/scope-unknown
     ",
       "stdout": "",
     }
    `);
    expect(imported(directory)).toEqual(before);
  });

  it("reports an invalid dump, and does not change the previous import", () => {
    const { directory, run } = project({ "options.json": dump, "cut.json": dump.slice(0, 100), "list.json": "[1]" });
    expect(run(["import", "--from", "options.json"]).code).toBe(0);
    const before = imported(directory);
    writeFileSync(path.join(directory, "cut.json.gz"), gzipSync(dump).subarray(0, 60));
    writeFileSync(path.join(directory, "strange.json"), '{ "a.b": { "type": 3 } }');
    writeFileSync(path.join(directory, "other.json"), '{ "a.b": { "type": "string" } }');
    const said = ["none.json", "cut.json", "cut.json.gz", "list.json", "strange.json", "other.json"].map((file) => {
      const { code, stdout, stderr } = run(["import", "--from", file]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      return stderr;
    });
    expect(said.join("")).toMatchInlineSnapshot(`
     "error[dump-unreadable]: <project>/none.json is not a dump of options
       why:   ENOENT: no such file or directory, open '<project>/none.json'
       fix:   pass the options.json of a NixOS manual, optionally gzipped, or omit --from
       docs:  https://cdknix.example/errors/dump-unreadable
     error[dump-unreadable]: <project>/cut.json is not a dump of options
       why:   not valid JSON: Unexpected end of JSON input
       fix:   pass the options.json of a NixOS manual, optionally gzipped, or omit --from
       docs:  https://cdknix.example/errors/dump-unreadable
     error[dump-unreadable]: <project>/cut.json.gz is not a dump of options
       why:   unexpected end of file
       fix:   pass the options.json of a NixOS manual, optionally gzipped, or omit --from
       docs:  https://cdknix.example/errors/dump-unreadable
     error[dump-unreadable]: <project>/list.json is not a dump of options
       why:   Invalid input: expected record, received array
       fix:   pass the options.json of a NixOS manual, optionally gzipped, or omit --from
       docs:  https://cdknix.example/errors/dump-unreadable
     error[dump-unreadable]: <project>/strange.json is not a dump of options
       why:   a.b → type: Invalid input: expected string, received number
       fix:   pass the options.json of a NixOS manual, optionally gzipped, or omit --from
       docs:  https://cdknix.example/errors/dump-unreadable
     error[dump-release-unknown]: <project>/other.json does not specify its NixOS release
       why:   definitions are checked only against options of the same release
       fix:   pass the release, such as --release 26.05
       docs:  https://cdknix.example/errors/dump-release-unknown
     "
    `);
    expect(run(["import", "--from", "other.json", "--release", "23.11"]).stderr).toContain("24.05, 24.11");
    expect(imported(directory)).toEqual(before);
  });

  it("reports that the types cannot be written, and leaves no files behind", () => {
    const taken = project({ "options.json": dump, imports: "a file" });
    expect(taken.run(["import", "--from", "options.json"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "error[imports-not-written]: <project>/imports cannot be written
       why:   EEXIST: file already exists, mkdir '<project>/imports'
       fix:   move or remove the existing file or directory
       docs:  https://cdknix.example/errors/imports-not-written
     ",
       "stdout": "",
     }
    `);
    expect(look(taken.directory)).toMatchObject({ imports: "a file" });
  });

  it("warns if tsconfig.json does not include the types", () => {
    const tsconfig = (include: string): string =>
      JSON.stringify({ include: [include], compilerOptions: { types: [] } });
    const { directory, run } = project({ "options.json": dump, "tsconfig.json": tsconfig("lib") });
    mkdirSync(path.join(directory, "node_modules"));
    const typescript = path.dirname(require.resolve("typescript/package.json"));
    symlinkSync(typescript, path.join(directory, "node_modules/typescript"));
    expect(run(["import", "--from", "options.json"]).stderr).toContain("warning[imports-not-compiled]");
    writeFileSync(path.join(directory, "tsconfig.json"), tsconfig("imports"));
    expect(run(["import", "--from", "options.json"]).stderr).not.toContain("warning");
  });
});

describe("a program with imported options", () => {
  it("is checked before Nix runs, without a readable table against the options that the package includes", () => {
    const { directory, run } = project({
      "options.json": dump,
      "main.js": program('{ services: { openssh: { enable: "yes", enabled: true } } }'),
    });
    expect(run(["import", "--from", "options.json"]).code).toBe(0);
    expect(run(["--no-build"])).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "synth: running node main.js
     warning[no-image]: dot/a: this host has neither an IsoImage nor file systems
       fix:   add an IsoImage in its scope or class, or set fileSystems to build the system of a machine
       at:    main.js:4
       docs:  https://cdknix.example/errors/no-image

     error[option-type]: dot/a/module: the option services.openssh.enable does not accept this value
       value: "yes"
       why:   its type is: boolean
       at:    main.js:5
       docs:  https://cdknix.example/errors/option-type

     error[option-unknown]: dot/a/module: the option services.openssh.enabled does not exist
       value: true
       why:   NixOS rejects options that no module declares
       fix:   did you mean services.openssh.enable?
       at:    main.js:5
       docs:  https://cdknix.example/errors/option-unknown

     nothing was written: 2 errors in the program
     ",
       "stdout": "",
     }
    `);
    expect(existsSync(path.join(directory, "cdk.out"))).toBe(false);
    writeFileSync(path.join(directory, "imports/nixos-options.json"), "{ cut");
    const { code, stderr } = run(["--no-build"]);
    expect(code).toBe(2);
    expect(stderr).toContain("warning[option-table-unreadable]");
    expect(stderr).toContain("did you mean services.openssh.enable?");
    expect(existsSync(path.join(directory, "cdk.out"))).toBe(false);
  });
});
