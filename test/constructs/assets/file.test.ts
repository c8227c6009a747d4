import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { Flake, Host, IsoImage, nix, NixosModule, NixpkgsConfig, pkgs, type NixValue } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { look, put, scratch } from "../../platform/files/scratch";
import { copied, program, report, withValue, writeProgram, written } from "./assets";

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

  it("is what assertions about options compare with", () => {
    const directory = scratch();
    put(directory, { "etc/motd": "x", "d/a": "a" });
    const config = {
      environment: { etc: { motd: { source: nix.file("./etc/motd") }, d: { source: nix.directory("d") } } },
    };
    const app = program((iso) => new NixosModule(iso, "extra", { config }));
    const host = FlakeAssertions.fromApp(app, { projectDirectory: directory }).host("lilith");
    host.hasOption("environment.etc.motd.source", nix.file("etc/motd"));
    host.hasOption("environment.etc.d.source", nix.directory(path.join(directory, "d")));
    expect(() => {
      host.hasOption("environment.etc.motd.source", nix.file("./other"));
    }).toThrow("environment.etc.motd.source");
  });

  it("keeps binary content and the executable bit", () => {
    const directory = scratch();
    writeFileSync(path.join(directory, "logo.png"), Buffer.from([0x89, 0, 0xff, 0xfe, 10]));
    put(directory, { "run.sh": "#!/bin/sh\n" });
    chmodSync(path.join(directory, "run.sh"), 0o755);
    const app = withValue([nix.file("./logo.png"), nix.file("./run.sh")]);
    const flake = writeProgram(directory, app);
    expect(readFileSync(path.join(flake, "files/logo.png"))).toEqual(Buffer.from([0x89, 0, 0xff, 0xfe, 10]));
    expect(look(path.join(flake, "files"))["run.sh"]).toBe("*#!/bin/sh\n");
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

  it("refuses a file that does not exist once, also where an option has a type", () => {
    const app = program((iso) => {
      const etc = { motd: { source: nix.file("./nope") }, issue: { source: nix.force(nix.file("./nope")) } };
      new NixosModule(iso, "extra", { config: { environment: { etc } } });
    });
    const { report: text } = FlakeAssertions.fromApp(app, { projectDirectory: scratch() });
    expect(text.match(/^(?:error|warning)\[[\w-]+\]/gm)).toEqual(["error[file-not-copied]", "error[file-not-copied]"]);
  });

  it("refuses a file that does not exist, and a directory", () => {
    const directory = scratch();
    put(directory, { "etc/motd.txt": "x" });
    expect(report(directory, nix.force(nix.file("./etc/motd.text")))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./etc/motd.text into the flake
        value: nix.file(…) in config.system.build.value
        why:   it does not exist
        fix:   did you mean ./etc/motd.txt?"
    `);
    expect(report(directory, nix.file("./missing/motd"))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./missing/motd into the flake
        value: nix.file(…) in config.system.build.value
        why:   it does not exist
        fix:   create it, or correct the path: it starts at the project directory"
    `);
    expect(report(directory, nix.file("./etc"))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./etc into the flake
        value: nix.file(…) in config.system.build.value
        why:   it is a directory
        fix:   use nix.directory"
    `);
    expect(report(directory, nix.directory("./etc/motd.txt"))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./etc/motd.txt into the flake
        value: nix.directory(…) in config.system.build.value
        why:   it is a file
        fix:   use nix.file, or name the directory that it is in"
    `);
  });

  it("refuses what is outside of the project, also through a symbolic link", () => {
    const [directory, other] = [scratch(), scratch()];
    put(other, { secret: "s" });
    symlinkSync(path.join(other, "secret"), path.join(directory, "link"));
    const masked = (text: string): string => text.replaceAll(other, "<other>");
    expect(masked(report(directory, nix.file(path.join(other, "secret"))))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy <other>/secret into the flake
        value: nix.file(…) in config.system.build.value
        why:   it is outside of the project directory
        fix:   move it into the project, or pass { allowOutside: true }"
    `);
    expect(masked(report(directory, nix.file("./link")))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./link into the flake
        value: nix.file(…) in config.system.build.value
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
        value: nix.file(…) in config.system.build.value
        why:   it is a named pipe
        fix:   copy a file or directory instead"
    `);
    expect(report(directory, nix.file("/dev/null", { allowOutside: true }))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy /dev/null into the flake
        value: nix.file(…) in config.system.build.value
        why:   cdknix copies nothing from /dev: secrets of this machine may be there
        fix:   if the file is not secret, copy it into your project, and use the copy"
    `);
    put(directory, { "data/a": "a" });
    execFileSync("mkfifo", [path.join(directory, "data/pipe")]);
    expect(report(directory, nix.directory("./data"))).toMatchInlineSnapshot(`
      "error[file-not-copied]: dotfiles/iso/extra: cannot copy data/pipe into the flake
        value: nix.directory(…) in config.system.build.value
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
        value: nix.file(…) in config.system.build.value[0]
        why:   it is not a path
        fix:   pass a path: nix.file("./…")

      error[unknown-property]: dotfiles/iso/extra: nix.file has no property "allowoutside"
        value: true
        fix:   did you mean allowOutside?

      error[file-not-copied]: dotfiles/iso/extra: cannot copy 3 into the flake
        value: nix.file(…) in config.system.build.value[2]
        why:   it is not a path
        fix:   pass a path: nix.file("./…")"
    `);
  });
});
