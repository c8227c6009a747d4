import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { library, project } from "../../cli/project";
import { look } from "../../platform/files/scratch";

const program = (module: string): string => `
const { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs } = require(${JSON.stringify(library)});
const app = new App();
const flake = new Flake(app, "dot", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
for (const name of ["a", "b"]) new Host(flake, name, { class: iso, system: "x86_64-linux" });
new NixosModule(iso, "module", ${module});
app.synth();
`;

const declaring = `{ imports: [nix.raw(\`{ lib, ... }: {
  imports = [ (lib.mkRenamedOptionModule [ "mine" "old" ] [ "mine" "level" ]) (lib.mkRemovedOptionModule [ "mine" "gone" ] "Use mine.level.") ];
  options.mine.level = lib.mkOption { type = lib.types.ints.between 0 7; default = 3; description = "Verbosity."; };
  options.mine.parts = lib.mkOption { default = { }; type = lib.types.attrsOf (lib.types.submodule { options.size = lib.mkOption { type = lib.types.int; }; }); };
}\`)] }`;

describe("synth import on the offline base", () => {
  it("works for a program that sets an unknown option, and later runs then suggest the right one", () => {
    const { run } = project({
      "cdk.json": '{ "app": "node main.js", "nixpkgs": "embedded" }',
      "main.js": program('{ config: { networking: { hostNme: "x" } } }'),
    });
    expect(run(["import", "networking"])).toMatchObject({ code: 0 });
    const { code, stderr } = run(["--no-build"]);
    expect({ code, stderr: stderr.slice(stderr.indexOf("error[")) }).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "error[option-unknown]: dot/iso/module: the option networking.hostNme does not exist
       value: "x"
       why:   NixOS rejects options that no module declares
       fix:   did you mean networking.hostName?
       at:    main.js:8
       docs:  https://cdknix.example/errors/option-unknown

     nothing was written: 1 error in the program
     ",
     }
    `);
  });

  it("imports the options of the hosts' modules, including their own, and later runs are checked with them", () => {
    const { directory, run } = project({
      "cdk.json": '{ "app": "node main.js", "nixpkgs": "embedded" }',
      "main.js": program(declaring).replace("NixosModule,", "NixosModule, nix,"),
    });
    const first = run(["import"]);
    expect(first).toMatchObject({
      code: 0,
      stdout: "<project>/imports/nixos-options.d.ts\n<project>/imports/nixos-options.json\n",
    });
    expect(first.stderr.match(/evaluating the options of \w+/g)).toEqual(["evaluating the options of a"]);
    const types = look(directory)["imports/nixos-options.d.ts"] ?? "";
    const mine = types.slice(types.indexOf("interface Mine "));
    expect(mine.slice(0, mine.indexOf("\n}"))).toMatchInlineSnapshot(`
     "interface Mine {
       /** @deprecated Removed. Use mine.level. */
       readonly gone?: NixosRemoved;
       /**
        * Verbosity.
        *
        * Type: integer between 0 and 7 (both inclusive).
        * Default: \`3\`
        */
       readonly level?: NixosOption<NixosInteger>;
       /** @deprecated Use \`mine.level\`. */
       readonly old?: NixosAnything;
       /**
        * Type: attribute set of submodule.
        * Default: \`{ }\`
        */
       readonly parts?: NixosOption<NixosAttributes<MinePartsName>>;"
    `);
    expect(types).toContain("interface UsersUsersName {");
    expect(types).not.toContain("Module {\n  readonly check");

    writeFileSync(
      path.join(directory, "main.js"),
      program(
        '{ config: { mine: { old: 1, gone: 1, level: 9, parts: { a: { size: "x" } } }, services: { openssh: { prot: 1 } } } }',
      ),
    );
    expect(run(["--no-build"])).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "synth: running node main.js
     warning[option-renamed]: dot/iso/module: the option mine.old has been renamed
       why:   NixOS accepts the old name with a warning, but only for some releases
       fix:   use mine.level
       at:    main.js:8
       docs:  https://cdknix.example/errors/option-renamed

     error[option-removed]: dot/iso/module: the option mine.gone has been removed
       value: 1
       why:   Use mine.level.
       fix:   remove it, or set its replacement
       at:    main.js:8
       docs:  https://cdknix.example/errors/option-removed

     error[option-type]: dot/iso/module: the option mine.level does not accept this value
       value: 9
       why:   its type is: integer between 0 and 7 (both inclusive)
       at:    main.js:8
       docs:  https://cdknix.example/errors/option-type

     error[option-type]: dot/iso/module: the option mine.parts.a.size does not accept this value
       value: "x"
       why:   its type is: signed integer
       at:    main.js:8
       docs:  https://cdknix.example/errors/option-type

     error[option-unknown]: dot/iso/module: the option services.openssh.prot does not exist
       value: 1
       why:   NixOS rejects options that no module declares
       fix:   remove it, or run \`synth import\` again if a newly imported module declares it
       at:    main.js:8
       docs:  https://cdknix.example/errors/option-unknown

     nothing was written: 4 errors in the program
     ",
       "stdout": "",
     }
    `);
    // Options that the old table rejects do not prevent a new import.
    expect(run(["import", "services.openssh"])).toMatchObject({ code: 0 });
    const fewer = look(directory)["imports/nixos-options.d.ts"] ?? "";
    expect(fewer).not.toContain("interface Mine ");
    expect(fewer).toContain("interface ServicesOpenssh ");
    // A failed import does not change the previous one.
    writeFileSync(
      path.join(directory, "main.js"),
      program('{ imports: [nix.raw(`throw "no such module"`)] }').replace("NixosModule,", "NixosModule, nix,"),
    );
    expect(run(["import", "services.openssh"])).toMatchObject({ code: 3 });
    expect(look(directory)["imports/nixos-options.d.ts"]).toBe(fewer);
  });
});

/** A typical flake: its own types, a submodule, another system, and an internal option that throws while it is unused. */
const greeter = `{
  outputs = { self }: {
    nixosModules.default = { lib, config, extendModules, ... }:
      let
        loud = lib.mkOptionType { name = "loud"; description = "a loud word"; check = x: lib.toUpper x == x; merge = lib.mergeEqualOption; };
      in
      {
        options.greeter = {
          word = lib.mkOption { type = loud; default = "HELLO"; description = "What is said."; };
          times = lib.mkOption { type = lib.types.ints.positive; default = 1; };
          guests = lib.mkOption {
            type = lib.types.attrsOf (lib.types.submodule { options.gift = lib.mkOption { type = lib.types.enum [ "cake" "tea" ]; }; });
            default = { };
          };
          beside = lib.mkOption { inherit (extendModules { }) type; default = { }; visible = "shallow"; };
          script = lib.mkOption { internal = true; type = lib.types.str; default = config.greeter.guests.host.gift; };
        };
      };
  };
}
`;

describe("synth import of a module of another flake", () => {
  const inputProgram = (config: string): string => `
const { App, Flake, Host, HostClass, inputs, IsoImage, NixosModule, Nixpkgs } = require(${JSON.stringify(library)});
const app = new App();
const flake = new Flake(app, "dot", {
  nixpkgs: Nixpkgs.release("24.05"),
  inputs: { greeter: "path:" + __dirname + "/greeter" },
});
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
new Host(flake, "a", { class: iso, system: "x86_64-linux" });
new NixosModule(iso, "module", { imports: [inputs.greeter.nixosModules.default], config: ${config} });
app.synth();
`;

  it("writes its types, and definitions are checked with them", () => {
    const { directory, run } = project({
      "cdk.json": '{ "app": "node main.js", "nixpkgs": "embedded" }',
      "greeter/flake.nix": greeter,
      "main.js": inputProgram("{}"),
    });
    expect(run(["import", "greeter"])).toMatchObject({ code: 0 });
    const types = look(directory)["imports/nixos-options.d.ts"] ?? "";
    const text = types.slice(types.indexOf("interface GreeterGuestsName "));
    expect(text.slice(0, text.indexOf("\n}", text.indexOf("interface Greeter {")))).toMatchInlineSnapshot(`
     "interface GreeterGuestsName {
       /** Type: one of "cake", "tea". */
       readonly gift?: NixosOption<"cake" | "tea">;
     }

     interface Greeter {
       /** Default: \`{ }\` */
       readonly beside?: NixosOption<NixosAttributes<NixosAnything>>;
       /**
        * Type: attribute set of submodule.
        * Default: \`{ }\`
        */
       readonly guests?: NixosOption<NixosAttributes<GreeterGuestsName>>;
       readonly script?: NixosOption<string>;
       /**
        * Type: positive integer, meaning >0.
        * Default: \`1\`
        */
       readonly times?: NixosOption<NixosInteger>;
       /**
        * What is said.
        *
        * Type: a loud word.
        * Default: \`"HELLO"\`
        */
       readonly word?: NixosAnything;"
    `);

    const wrong = '{ greeter: { word: "HI", time: 2, times: 0, guests: { a: { gift: "coffee" } } } }';
    writeFileSync(path.join(directory, "main.js"), inputProgram(wrong));
    const { code, stderr } = run(["--no-build"]);
    expect(code).toBe(2);
    expect(stderr).toMatchInlineSnapshot(`
     "synth: running node main.js
     error[option-unknown]: dot/iso/module: the option greeter.time does not exist
       value: 2
       why:   NixOS rejects options that no module declares
       fix:   did you mean greeter.times?
       at:    main.js:11
       docs:  https://cdknix.example/errors/option-unknown

     error[option-type]: dot/iso/module: the option greeter.times does not accept this value
       value: 0
       why:   its type is: positive integer, meaning >0
       at:    main.js:11
       docs:  https://cdknix.example/errors/option-type

     error[option-type]: dot/iso/module: the option greeter.guests.a.gift does not accept this value
       value: "coffee"
       why:   its type is: one of "cake", "tea"
       at:    main.js:11
       docs:  https://cdknix.example/errors/option-type

     nothing was written: 3 errors in the program
     "
    `);

    writeFileSync(
      path.join(directory, "main.js"),
      inputProgram('{ greeter: { times: 2, guests: { a: { gift: "tea" } } } }'),
    );
    expect(run(["explain", "a", "greeter.guests"])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("main.js") as unknown,
    });
  });
});
