import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import {
  App,
  Flake,
  Host,
  HostClass,
  inputs,
  IsoImage,
  modulesPath,
  nix,
  NixosModule,
  Nixpkgs,
  NixpkgsConfig,
  pkgs,
  type NixValue,
} from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { synthesize } from "../../lib/pipeline/synthesize/synthesize";
import { writeTreeSync } from "../../lib/project/output/write-tree";
import { git, look, put, scratch } from "../platform/files/scratch";

/** A program with one module in a class. */
function program(make: (iso: HostClass) => unknown): App {
  const app = new App();
  const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("25.05") });
  const iso = new HostClass(flake, "iso");
  new IsoImage(iso, "image");
  new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });
  make(iso);
  return app;
}

/** A program whose module "extra" has a value. */
function withValue(value: NixValue): App {
  return program((iso) => new NixosModule(iso, "extra", { config: { value } }));
}

/** The value in the generated module "extra". */
function written(directory: string, value: NixValue): string {
  const flake = FlakeAssertions.fromApp(withValue(value), { projectDirectory: directory });
  flake.hasNoIssues();
  const text = flake.file("dotfiles/modules/iso/extra.nix");
  return /value = (.*);/.exec(text)?.[1] ?? text;
}

/** The issues of a program, without lines of this file and addresses of pages. */
function reportOf(directory: string, app: App): string {
  return FlakeAssertions.fromApp(app, { projectDirectory: directory })
    .report.replace(/\n {2}(?:at|docs): .*/g, "")
    .replaceAll(directory, "<project>");
}

const report = (directory: string, value: NixValue): string => reportOf(directory, withValue(value));

/** Writes the tree of a program, and returns what is below `files/`. */
function copied(directory: string, app: App): Record<string, string> {
  const result = synthesize(app, { projectDirectory: directory, revision: "abc1234" });
  if (result._tag === "Left") throw new Error(JSON.stringify(result.left));
  const tree = scratch();
  writeTreeSync(tree, result.right.tree, directory);
  return look(path.join(tree, "dotfiles/files"));
}

describe("nix.file", () => {
  it("copies a file to the same path below files/, and refers to it from the generated file", () => {
    const directory = scratch();
    put(directory, { motd: "hello\n", "hosts/lilith/motd": "other\n" });
    const app = program((iso) => {
      new NixosModule(iso, "extra", {
        config: { a: nix.file("./motd"), b: nix.str`${nix.file("hosts/lilith/motd")}` },
      });
      new NixosModule(new Host(Flake.of(iso), "rack", { system: "x86_64-linux" }), "own", {
        config: { a: nix.file(path.join(directory, "motd")), b: nix.file(pathToFileURL(path.join(directory, "motd"))) },
      });
    });
    const flake = FlakeAssertions.fromApp(app, { projectDirectory: directory });
    expect(flake.file("dotfiles/modules/iso/extra.nix")).toBe(
      '{\n  a = ../../files/motd;\n  b = "${../../files/hosts/lilith/motd}";\n}\n',
    );
    expect(flake.file("dotfiles/systems/rack/own.nix")).toBe(
      "{\n  a = ../../files/motd;\n  b = ../../files/motd;\n}\n",
    );
    expect(flake.copies).toEqual({
      "dotfiles/files/hosts/lilith/motd": "hosts/lilith/motd",
      "dotfiles/files/motd": "motd",
    });
    expect(copied(directory, app)).toEqual({ "hosts/lilith/motd": "other\n", motd: "hello\n" });
  });

  it("is a path wherever Nix takes one", () => {
    const directory = scratch();
    put(directory, { "overlay.nix": "final: prev: { }", "pkg.nix": "{ }: { }", "lib.nix": "{ a = x: x; }" });
    const app = program((iso) => {
      new NixpkgsConfig(iso, "nixpkgs", { overlays: [nix.import(nix.file("./overlay.nix"))] });
      new NixosModule(iso, "extra", {
        imports: [nix.file("./pkg.nix")],
        config: {
          a: pkgs.callPackage(nix.file("./pkg.nix"), {}),
          b: nix.import(nix.file("./lib.nix")).a(1),
          c: nix.force(nix.file("./lib.nix")),
          d: [nix.file("./lib.nix")],
        },
      });
      Flake.of(iso).addOutput("overlays.default", nix.import(nix.file("./overlay.nix")));
      new IsoImage(new Host(Flake.of(iso), "rack", { system: "x86_64-linux" }), "image", {
        contents: [{ source: nix.file("./pkg.nix"), target: "/pkg.nix" }],
      });
    });
    const flake = FlakeAssertions.fromApp(app, { projectDirectory: directory });
    flake.hasNoIssues();
    expect(flake.file("dotfiles/modules/iso/nixpkgs.nix")).toContain(
      "overlays = [ (import ../../files/overlay.nix) ];",
    );
    expect(flake.file("dotfiles/modules/iso/extra.nix")).toBe(
      [
        "{ lib, pkgs, ... }:",
        "{",
        "  imports = [ ../../files/pkg.nix ];",
        "  a = pkgs.callPackage ../../files/pkg.nix { };",
        "  b = (import ../../files/lib.nix).a 1;",
        "  c = lib.mkForce ../../files/lib.nix;",
        "  d = [ ../../files/lib.nix ];",
        "}",
        "",
      ].join("\n"),
    );
    expect(flake.file("dotfiles/flake.nix")).toContain("overlays.default = import ./files/overlay.nix;");
    expect(flake.file("dotfiles/systems/rack/image.nix")).toContain("source = ../../files/pkg.nix;");
  });

  it("keeps binary content and the executable bit", () => {
    const directory = scratch();
    writeFileSync(path.join(directory, "logo.png"), Buffer.from([0x89, 0, 0xff, 0xfe, 10]));
    put(directory, { "run.sh": "#!/bin/sh\n" });
    chmodSync(path.join(directory, "run.sh"), 0o755);
    const app = withValue([nix.file("./logo.png"), nix.file("./run.sh")]);
    const result = synthesize(app, { projectDirectory: directory, revision: "abc1234" });
    if (result._tag === "Left") throw new Error("issues");
    const tree = scratch();
    writeTreeSync(tree, result.right.tree, directory);
    expect(readFileSync(path.join(tree, "dotfiles/files/logo.png"))).toEqual(Buffer.from([0x89, 0, 0xff, 0xfe, 10]));
    expect(look(path.join(tree, "dotfiles/files"))["run.sh"]).toBe("*#!/bin/sh\n");
  });

  it("copies equal files once", () => {
    const directory = scratch();
    put(directory, {
      "a/motd": "same",
      "b/issue": "same",
      "c/run.sh": "same",
      "d/x.nix": "{ imports = [ ./y.nix ]; }",
    });
    chmodSync(path.join(directory, "c/run.sh"), 0o755);
    const app = withValue([nix.file("./a/motd"), nix.file("./b/issue"), nix.file("./a/motd"), nix.file("./c/run.sh")]);
    expect(copied(directory, app)).toEqual({ "a/motd": "same", "c/run.sh": "*same" });
  });

  it("gives the copy a name that Nix accepts", () => {
    const directory = scratch();
    put(directory, { ".bashrc": "a", "my dir/é b.txt": "b", "my-dir/-b.txt": "c" });
    expect(written(directory, nix.file(".bashrc"))).toBe("../../files/bashrc");
    expect(written(directory, nix.file("./my dir/é b.txt"))).toBe("../../files/my-dir/b.txt");
    const both = withValue([nix.file("./my dir/é b.txt"), nix.file("./my-dir/-b.txt")]);
    expect(copied(directory, both)).toEqual({ "my-dir-2/b.txt": "c", "my-dir/b.txt": "b" });
  });

  it("does no I/O before synthesis", () => {
    expect(() => nix.file("/does/not/exist")).not.toThrow();
  });

  it("refuses a file that does not exist, and a directory", () => {
    const directory = scratch();
    put(directory, { "etc/motd.txt": "x" });
    expect(report(directory, nix.force(nix.file("./etc/motd.text")))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./etc/motd.text into the flake
        value: nix.file(…) in config.value
        why:   it does not exist
        fix:   did you mean ./etc/motd.txt?"
    `);
    expect(report(directory, nix.file("./missing/motd"))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./missing/motd into the flake
        value: nix.file(…) in config.value
        why:   it does not exist
        fix:   create it, or correct the path: it starts at the project directory"
    `);
    expect(report(directory, nix.file("./etc"))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./etc into the flake
        value: nix.file(…) in config.value
        why:   it is a directory
        fix:   use nix.directory"
    `);
    expect(report(directory, nix.directory("./etc/motd.txt"))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./etc/motd.txt into the flake
        value: nix.directory(…) in config.value
        why:   it is a file
        fix:   use nix.file"
    `);
  });

  it("refuses what is outside of the project, also through a symbolic link", () => {
    const [directory, other] = [scratch(), scratch()];
    put(other, { secret: "s" });
    symlinkSync(path.join(other, "secret"), path.join(directory, "link"));
    const masked = (text: string): string => text.replaceAll(other, "<other>");
    expect(masked(report(directory, nix.file(path.join(other, "secret"))))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy <other>/secret into the flake
        value: nix.file(…) in config.value
        why:   it is outside of the project directory
        fix:   move it into the project, or pass { allowOutside: true }"
    `);
    expect(masked(report(directory, nix.file("./link")))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./link into the flake
        value: nix.file(…) in config.value
        why:   it is a symbolic link to <other>/secret, outside of the project directory
        fix:   move it into the project, or pass { allowOutside: true }"
    `);
    expect(written(directory, nix.file("./link", { allowOutside: true }))).toBe("../../files/link");
    const app = withValue(nix.file(path.join(other, "secret"), { allowOutside: true }));
    expect(copied(directory, app)).toEqual({ [`outside/${path.basename(other)}/secret`]: "s" });
  });

  it("refuses sockets, pipes, and devices", () => {
    const directory = scratch();
    execFileSync("mkfifo", [path.join(directory, "pipe")]);
    expect(report(directory, nix.file("./pipe"))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./pipe into the flake
        value: nix.file(…) in config.value
        why:   it is a named pipe
        fix:   copy a file or directory instead"
    `);
    expect(report(directory, nix.file("/dev/null", { allowOutside: true }))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy /dev/null into the flake
        value: nix.file(…) in config.value
        why:   it is a device
        fix:   copy a file or directory instead"
    `);
    put(directory, { "data/a": "a" });
    execFileSync("mkfifo", [path.join(directory, "data/pipe")]);
    expect(report(directory, nix.directory("./data"))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy data/pipe into the flake
        value: nix.directory(…) in config.value
        why:   it is a named pipe
        fix:   remove it, or let git ignore it"
    `);
  });

  it("refuses wrong arguments, all at once", () => {
    const directory = scratch();
    put(directory, { motd: "x" });
    const file = nix.file as unknown as (...args: readonly unknown[]) => NixValue;
    expect(report(directory, [file(), file("./motd", { allowoutside: true }), file(3)])).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy undefined into the flake
        value: nix.file(…) in config.value[0]
        why:   it is not a path
        fix:   pass a path: nix.file("./…")

      error[unknown-property]: dotfiles/iso/extra: nix.file has no property "allowoutside"
        value: true
        fix:   did you mean allowOutside?

      error[file-not-copied]: dotfiles/iso/extra: cannot copy 3 into the flake
        value: nix.file(…) in config.value[2]
        why:   it is not a path
        fix:   pass a path: nix.file("./…")"
    `);
  });
});

describe("nix.directory", () => {
  it("copies a directory without what git ignores", () => {
    const directory = scratch();
    put(directory, {
      ".gitignore": "*.key\n",
      "overlay/default.nix": "{ }",
      "overlay/a.key": "secret",
      "overlay/b/c": "c",
    });
    git(directory, "init", "--quiet");
    expect(written(directory, nix.directory("./overlay"))).toBe("../../files/overlay");
    expect(copied(directory, withValue(nix.directory("./overlay")))).toEqual({
      "overlay/b/c": "c",
      "overlay/default.nix": "{ }",
    });
  });

  it("copies a directory that git ignores as a whole, such as one of a package in node_modules", () => {
    const directory = scratch();
    put(directory, { ".gitignore": "node_modules\n", "node_modules/p/etc/motd": "x", "all/.gitignore": "*\n" });
    git(directory, "init", "--quiet");
    const motd = nix.directory(path.join(directory, "node_modules/p/etc"));
    expect(copied(directory, withValue(motd))).toEqual({ "node_modules/p/etc/motd": "x" });
    expect(report(directory, nix.directory("./all"))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./all into the flake
        value: nix.directory(…) in config.value
        why:   it has no files, or git ignores all of them
        fix:   add a file to it, or remove it"
    `);
  });

  it("copies equal directories once, and the project itself without the output", () => {
    const directory = scratch();
    put(directory, { "a/x": "1", "b/x": "1", "c/x": "2", "cdk.out/dotfiles/flake.nix": "old", "main.ts": "" });
    const app = withValue([nix.directory("./a"), nix.directory("./b"), nix.directory("./c")]);
    expect(copied(directory, app)).toEqual({ "a/x": "1", "c/x": "2" });
    const whole = synthesize(withValue(nix.directory(".")), {
      projectDirectory: directory,
      revision: "abc1234",
      outputs: [path.join(directory, "cdk.out")],
    });
    if (whole._tag === "Left") throw new Error("issues");
    expect([...whole.right.tree.copies.keys()]).toEqual(["a/x", "b/x", "c/x", "main.ts"].map((name) => `dotfiles/files/project/${name}`)); // prettier-ignore
  });

  it("keeps links within the directory, copies what others lead to, and refuses those out of the project", () => {
    const [directory, other] = [scratch(), scratch()];
    put(directory, { "d/a": "a", "shared/b": "b" });
    put(other, { secret: "s" });
    symlinkSync("a", path.join(directory, "d/link"));
    symlinkSync("../shared", path.join(directory, "d/shared"));
    expect(copied(directory, withValue(nix.directory("./d")))).toEqual({
      "d/a": "a",
      "d/link": "-> a",
      "d/shared/b": "b",
    });
    symlinkSync(path.join(other, "secret"), path.join(directory, "d/out"));
    symlinkSync("nowhere", path.join(directory, "d/dangling"));
    symlinkSync("..", path.join(directory, "d/up"));
    expect(report(directory, nix.directory("./d")).replaceAll(other, "<other>")).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy d/dangling into the flake
        value: nix.directory(…) in config.value
        why:   it is a symbolic link to nowhere, which does not exist
        fix:   correct the link, or remove it

      error[file-not-copied]: dotfiles/iso/extra: cannot copy d/out into the flake
        value: nix.directory(…) in config.value
        why:   it is a symbolic link to <other>/secret, outside of the project directory
        fix:   replace it with a copy, or pass { allowOutside: true }

      error[file-not-copied]: dotfiles/iso/extra: cannot copy d/up into the flake
        value: nix.directory(…) in config.value
        why:   it is a symbolic link to .., which contains it
        fix:   remove the link"
    `);
    const allowed = copied(directory, withValue(nix.file("./d/out", { allowOutside: true })));
    expect(allowed).toEqual({ "d/out": "s" });
  });
});

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
        value: nix.module(…) in config.value
        why:   the root ./common is not a directory that contains it
        fix:   pass a directory that contains it, such as { root: "." }"
    `);
    expect(report(directory, nix.module("./common"))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./common into the flake
        value: nix.module(…) in config.value
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

describe("paths that name no file of the flake", () => {
  it("warns about nix.path to a file that is not in the flake", () => {
    const directory = scratch();
    put(directory, { motd: "x" });
    expect(report(directory, nix.path("./motd"))).toMatchInlineSnapshot(`
      "warning[path-not-in-flake]: dotfiles/iso/extra: config.value refers to a file that the flake does not contain
        value: nix.path("./motd")
        why:   nix.path copies nothing: Nix looks for modules/iso/motd in the generated flake
        fix:   to copy a file of your project, use nix.file("./motd")"
    `);
    expect(report(directory, nix.path("../../../motd"))).toMatchInlineSnapshot(`
      "warning[path-not-in-flake]: dotfiles/iso/extra: config.value refers to a file that the flake does not contain
        value: nix.path("../../../motd")
        why:   nix.path copies nothing, and its path leads out of the flake
        fix:   to copy a file of your project, use nix.file("../../../motd")"
    `);
    const right = [nix.path("./image.nix"), nix.path("../../flake.nix"), nix.path("../../systems"), nix.path("/etc/x"), nix.path("./.")]; // prettier-ignore
    expect(report(directory, right)).toBe("");
  });

  it("rejects modules that are imported by strings", () => {
    const imports = ["./hardware.nix", "/etc/nixos/hardware.nix", "modules/base.nix", nix.str`${modulesPath}/x.nix`];
    const home = { imports: ["./home.nix", nix.str`${inputs.mine}/home.nix`] };
    const app = program(
      (iso) => new NixosModule(iso, "extra", { imports, config: { "home-manager": { users: { me: home } } } }),
    );
    expect(reportOf(scratch(), app)).toMatchInlineSnapshot(`
      "error[import-as-text]: dotfiles/iso/extra: imports[0] is a string, not a module
        value: "./hardware.nix"
        why:   Nix does not interpret a string as a path, and the file is not in the flake
        fix:   copy it into the flake: nix.module("./hardware.nix")

      error[import-as-text]: dotfiles/iso/extra: imports[1] is a string, not a module
        value: "/etc/nixos/hardware.nix"
        why:   a flake cannot read files outside of it
        fix:   copy it into the flake: nix.module("/etc/nixos/hardware.nix", { allowOutside: true })

      error[import-as-text]: dotfiles/iso/extra: imports[2] is a string, not a module
        value: "modules/base.nix"
        why:   Nix does not interpret a string as a path, and the file is not in the flake
        fix:   copy it into the flake: nix.module("./modules/base.nix")

      error[import-as-text]: dotfiles/iso/extra: config.home-manager.users.me.imports[0] is a string, not a module
        value: "./home.nix"
        why:   Nix does not interpret a string as a path, and the file is not in the flake
        fix:   copy it into the flake: nix.module("./home.nix")"
    `);
  });
});

it("makes no directory of the user disappear", () => {
  const directory = scratch();
  mkdirSync(path.join(directory, "empty"));
  expect(report(directory, nix.directory("./empty"))).toMatchInlineSnapshot(`
    "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./empty into the flake
      value: nix.directory(…) in config.value
      why:   it has no files, or git ignores all of them
      fix:   add a file to it, or remove it"
  `);
});
