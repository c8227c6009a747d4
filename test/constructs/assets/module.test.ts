import { nix, NixosModule } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { git, put, scratch } from "../../platform/files/scratch";
import { copied, program, report, withValue, written } from "./assets";

describe("nix.module", () => {
  it("copies a file with everything that its relative paths lead to", () => {
    const directory = scratch();
    put(directory, {
      "modules/base.nix": `{ lib, ... }: {
        # ./comment.nix
        imports = [ ./disks.nix ./users ] ++ lib.optional (builtins.pathExists ./local.nix) ./local.nix;
        environment.etc.motd.source = ./etc/motd;
        environment.etc.text.text = "./string.nix \${builtins.readFile ./etc/text}";
      }`,
      "modules/disks.nix": '{ imports = [ (./. + "/nothing") ]; }',
      "modules/etc/motd": "hello",
      "modules/etc/text": "text",
      "modules/users/default.nix": "{ imports = [ ./me.nix ]; }",
      "modules/users/me.nix": "{ }",
      "other.nix": "{ }",
    });
    const app = program((iso) => new NixosModule(iso, "extra", { imports: [nix.module("./modules/base.nix")] }));
    const flake = FlakeAssertions.fromApp(app, { projectDirectory: directory });
    flake.hasNoIssues();
    expect(flake.file("dotfiles/modules/iso/extra.nix")).toContain("imports = [ ../../files/modules/base.nix ];");
    expect(Object.keys(copied(directory, app))).toEqual([
      "modules/base.nix",
      "modules/disks.nix",
      "modules/etc/motd",
      "modules/etc/text",
      "modules/users/default.nix",
      "modules/users/me.nix",
    ]);
  });

  it("leaves out files that the module does not reach", () => {
    const directory = scratch();
    put(directory, {
      "base.nix": '{ imports = [ ./disks.nix ./hosts/${"x"}.nix ]; }',
      "disks.nix": "{ }",
      "hosts/a.nix": "{ }",
      "hosts/b.nix": "{ }",
      "main.ts": "",
    });
    expect(Object.keys(copied(directory, withValue(nix.module("base.nix"))))).toEqual([
      "base.nix",
      "disks.nix",
      "hosts/a.nix",
      "hosts/b.nix",
    ]);
  });

  it("copies a directory as a whole, and below a root what it reaches", () => {
    const directory = scratch();
    put(directory, {
      "hosts/lilith/default.nix": "{ imports = [ ../../common/base.nix ./hardware.nix ]; }",
      "hosts/lilith/hardware.nix": "{ }",
      "hosts/lilith/notes.txt": "notes",
      "common/base.nix": "{ }",
      "common/other.nix": "{ }",
    });
    const value = nix.module("./hosts/lilith", { root: "." });
    expect(written(directory, value)).toBe("../../files/hosts/lilith");
    expect(Object.keys(copied(directory, withValue(value)))).toEqual([
      "common/base.nix",
      "hosts/lilith/default.nix",
      "hosts/lilith/hardware.nix",
      "hosts/lilith/notes.txt",
    ]);
    expect(report(directory, nix.module("./hosts/lilith"))).toMatchInlineSnapshot(`
      "error[module-incomplete]: dotfiles/iso/extra: hosts/lilith/default.nix:1 refers to ../../common/base.nix, which is outside of the copied directory
        why:   nix.module copies what a module refers to below its own directory
        fix:   name a directory that contains both: nix.module(…, { root: "." })"
    `);
    expect(report(directory, nix.module("./hosts/lilith", { root: "./common" }))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./hosts/lilith into the flake
        value: nix.module(…) in config.system.build.value
        why:   the root ./common is not a directory that contains it
        fix:   pass a directory that contains it, such as { root: "." }"
    `);
    expect(report(directory, nix.module("./common"))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./common into the flake
        value: nix.module(…) in config.system.build.value
        why:   it has no default.nix
        fix:   add one, or pass the file itself"
    `);
  });

  it("says what is missing, with the line of the Nix file", () => {
    const directory = scratch();
    put(directory, {
      ".gitignore": "secret.nix\n",
      "base.nix": "{\n  imports = [\n    ./disks.nix\n    ./secret.nix\n    ./sub/a.nix\n  ];\n}\n",
      "secret.nix": "{ }",
      "sub/a.nix": "{ a = ./../../x; }",
    });
    git(directory, "init", "--quiet");
    expect(report(directory, nix.module("./base.nix"))).toMatchInlineSnapshot(`
      "error[module-incomplete]: dotfiles/iso/extra: base.nix:3 refers to ./disks.nix, which does not exist
        fix:   correct the path, or create the file

      error[module-incomplete]: dotfiles/iso/extra: base.nix:4 refers to ./secret.nix, which git ignores
        why:   files that git ignores may be secret, and are not copied
        fix:   remove the path, or the rule in .gitignore

      error[module-incomplete]: dotfiles/iso/extra: sub/a.nix:1 refers to ./../../x, which is outside of the copied directory
        why:   nix.module copies what a module refers to below its own directory
        fix:   name a directory that contains both: nix.module(…, { root: "." })"
    `);
  });

  it("is suggested for a file that refers to others", () => {
    const directory = scratch();
    put(directory, { "overlay.nix": "final: prev: { a = prev.callPackage ./a.nix { }; }", "a.nix": "{ }: { }" });
    expect(report(directory, nix.import(nix.file("./overlay.nix")))).toMatchInlineSnapshot(`
      "warning[module-incomplete]: dotfiles/iso/extra: overlay.nix:1 refers to ./a.nix, which is not copied into the flake
        why:   nix.file copies one file
        fix:   use nix.module("./overlay.nix"), which also copies what it refers to"
    `);
    // Nothing is missing if another value copies it.
    expect(report(directory, [nix.file("./overlay.nix"), nix.file("./a.nix")])).toBe("");
    expect(report(directory, nix.import(nix.module("./overlay.nix")))).toBe("");
  });
});
