import { config, inputs, nix, NixosModule, pkgs, type NixValue } from "cdknix";
import { put, scratch } from "../../platform/files/scratch";
import { program, report, reportOf } from "./assets";

const imported = (directory: string, ...imports: readonly NixValue[]): string =>
  reportOf(
    directory,
    program((iso) => new NixosModule(iso, "extra", { imports })),
  );

describe("imported files", () => {
  it("are modules", () => {
    const project = scratch();
    put(project, { "prose.nix": "This is prose, not a Nix file.\n" });
    put(project, { "base/default.nix": "Prose, too.\n" });
    put(project, { "data.json": '{ "a": 1 }\n' });
    expect(imported(project, nix.file("./prose.nix"), nix.module("./base"), nix.file("./data.json")))
      .toMatchInlineSnapshot(`
       "error[not-a-module]: dotfiles/iso/extra: imports[0] refers to prose.nix, which is not a NixOS module
         value: nix.file("./prose.nix")
         why:   it begins with the word "This", which Nix does not know
         fix:   import a file with a module: { config, pkgs, ... }: { … }

       error[not-a-module]: dotfiles/iso/extra: imports[2] refers to data.json, which is not a NixOS module
         value: nix.file("./data.json")
         why:   it is JSON
         fix:   import a file with a module: { config, pkgs, ... }: { … }

       error[not-a-module]: dotfiles/iso/extra: imports[1] refers to base/default.nix, which is not Nix source
         value: nix.module("./base")
         why:   it begins with the word "Prose", which Nix does not know
         fix:   import a file with a module: { config, pkgs, ... }: { … }"
      `);
    put(project, { "prose.nix": "{ }\n" });
    put(project, { "base/default.nix": "{ config, ... }: { }\n" });
    expect(imported(project, nix.file("./prose.nix"), nix.module("./base"), nix.directory("./base"))).toBe("");
  });

  it("are in a directory with a default.nix", () => {
    const project = scratch();
    put(project, { "modules/disks.nix": "{ }\n" });
    put(project, { "notes/a.txt": "x\n" });
    expect(imported(project, nix.directory("./modules"), nix.directory("./notes"))).toMatchInlineSnapshot(`
           "error[not-a-module]: dotfiles/iso/extra: imports[0] is a directory without a default.nix
             value: nix.directory("./modules")
             why:   the module in a directory is its default.nix
             fix:   add one, or import a file in it: nix.module("./modules/disks.nix")

           error[not-a-module]: dotfiles/iso/extra: imports[1] is a directory without a default.nix
             value: nix.directory("./notes")
             why:   the module in a directory is its default.nix
             fix:   add one"
        `);
  });

  it("are modules in other options, too", () => {
    const project = scratch();
    put(project, { "home.nix": "Some prose.\n" });
    expect(report(project, nix.module("./home.nix"))).toContain(
      "error[not-a-module]: dotfiles/iso/extra: config.system",
    );
  });
});

describe("expressions in imports", () => {
  it("are modules that do not depend on the configuration", () => {
    const project = scratch();
    const imports = [[nix.path("./default.nix")], pkgs.hello, nix.str`${config.x}/module.nix`, inputs.disko];
    expect(imported(project, ...imports)).toMatchInlineSnapshot(`
      "error[import-not-module]: dotfiles/iso/extra: imports[0] is a list, not a module
        value: [ ./default.nix ]
        why:   NixOS rejects lists inside imports
        fix:   spread it into the outer list: ...modules

      error[import-not-module]: dotfiles/iso/extra: imports[1] depends on pkgs, which depends on the imported modules
        value: pkgs.hello
        why:   Nix would have to know the modules to find them: infinite recursion
        fix:   import a file, or a module of an input: inputs.<name>.nixosModules.default

      error[import-not-module]: dotfiles/iso/extra: imports[2] depends on config, which depends on the imported modules
        value: "\${config.x}/module.nix"
        why:   Nix would have to know the modules to find them: infinite recursion
        fix:   import a file, or a module of an input: inputs.<name>.nixosModules.default

      error[import-not-module]: dotfiles/iso/extra: imports[3] is a flake input, not a module
        value: inputs.disko
        why:   a flake has modules as outputs
        fix:   use one of its modules, such as inputs.disko.nixosModules.default, or a file in it: nix.str\`\${inputs.disko}/module.nix\`"
    `);
    expect(imported(project, nix.str`${inputs.disko}/module.nix`, inputs.disko.nixosModules.disko)).toBe("");
  });
});

describe("text in imports", () => {
  it.each([
    ["<nixpkgs/nixos/modules/profiles/minimal.nix>", "use nix.str`${modulesPath}/profiles/minimal.nix`"],
    ["<home-manager/nixos>", 'add home-manager to the inputs of the Flake, and use inputs["home-manager"]'],
    ["~/hardware.nix", "move the file into the project, and copy it into the flake: nix.file(…)"],
    ["${modulesPath}/profiles/minimal.nix", "use nix.str`${modulesPath}/profiles/minimal.nix`"],
    ["inputs.disko.nixosModules.disko", "use inputs.disko.nixosModules.disko"],
    ["${inputs.disko.nixosModules.disko}", "use inputs.disko.nixosModules.disko"],
    [
      "github:nix-community/disko",
      "add it to the inputs of the Flake, and import its module: inputs.<name>.nixosModules.default",
    ],
    ["hardware.nix", 'copy it into the flake: nix.module("./hardware.nix")'],
  ])("is answered with what it probably means: %s", (text, fix) => {
    const found = imported(scratch(), text);
    expect(found.split("\n\n")).toHaveLength(1);
    expect(/fix: {3}(.*)/.exec(found)?.[1]).toBe(fix);
  });
});

describe("paths that depend on the machine", () => {
  const source =
    "{ pkgs ? import <nixpkgs> { }, ... }:\n{\n  imports = [ <nixpkgs/nixos/a.nix> <disko> ~/x.nix ];\n}\n";

  it("are rejected in modules, with file and line", () => {
    const project = scratch();
    put(project, { "m.nix": source });
    put(project, { "base.nix": "{ imports = [ ./m.nix ]; }\n" });
    expect(imported(project, nix.module("./base.nix"))).toMatchInlineSnapshot(`
           "error[module-incomplete]: dotfiles/iso/extra: m.nix:3 refers to <nixpkgs/nixos/a.nix>, which no flake contains
             why:   Nix has no search path (NIX_PATH) when it evaluates a flake
             fix:   use "\${inputs.nixpkgs}/nixos/a.nix"

           error[module-incomplete]: dotfiles/iso/extra: m.nix:3 refers to <disko>, which no flake contains
             why:   Nix has no search path (NIX_PATH) when it evaluates a flake
             fix:   add disko to the inputs of the Flake, and use inputs.disko, with inputs in the arguments of the module

           error[module-incomplete]: dotfiles/iso/extra: m.nix:3 refers to ~/x.nix, which no flake contains
             why:   a flake cannot read files of your home directory
             fix:   move the file next to this one, and write ./ before its name"
        `);
  });

  it("are warnings in other files, which the installed system may evaluate", () => {
    const project = scratch();
    put(project, { "configuration.nix": "{ imports = [ <nixpkgs/nixos/modules/profiles/minimal.nix> ]; }\n" });
    expect(report(project, nix.file("./configuration.nix"))).toMatchInlineSnapshot(`
           "warning[module-incomplete]: dotfiles/iso/extra: configuration.nix:1 refers to <nixpkgs/nixos/modules/profiles/minimal.nix>, which no flake contains
             why:   Nix has no search path (NIX_PATH) when it evaluates a flake
             fix:   use "\${modulesPath}/profiles/minimal.nix", with modulesPath in the arguments of the module"
        `);
  });

  it("are rejected in path literals and in Nix source of the program", () => {
    expect(report(scratch(), nix.path("<nixpkgs/lib>"))).toMatchInlineSnapshot(`
           "error[path-not-in-flake]: dotfiles/iso/extra: config.system.build.value refers to <nixpkgs/lib>, which no flake contains
             why:   Nix has no search path (NIX_PATH) when it evaluates a flake
             fix:   use nix.str\`\${inputs.nixpkgs}/lib\`"
        `);
    expect(report(scratch(), nix.raw("import ~/x.nix"))).toContain("config.system.build.value refers to ~/x.nix");
    expect(report(scratch(), nix.raw("{ pkgs ? import <nixpkgs> { } }: pkgs"))).toBe("");
  });
});

describe("relative paths in Nix source of the program", () => {
  it("are warnings if they lead to nothing", () => {
    expect(report(scratch(), nix.raw("import ./x.nix"))).toMatchInlineSnapshot(`
           "warning[path-not-in-flake]: dotfiles/iso/extra: config.system.build.value refers to a file that the flake does not contain
             value: ./x.nix
             why:   nix.raw copies nothing: Nix looks for modules/iso/x.nix in the generated flake
             fix:   to copy a file of your project, use nix.file("./x.nix") outside of nix.raw"
        `);
    expect(report(scratch(), nix.raw('[ ./default.nix "./y" ./${"z"} ]'))).toBe("");
  });
});
