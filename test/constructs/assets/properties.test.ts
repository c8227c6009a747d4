import { chmodSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { Flake, FlakePackage, Host, InstallerScript, InstallerTools, IsoImage, nix, pkgs, type PackageFile } from "cdknix"; // prettier-ignore
import { FlakeAssertions } from "cdknix/testing";
import { git, look, put, scratch } from "../../platform/files/scratch";
import { program, reportOf, writeProgram } from "./assets";

const withFiles = (files: Readonly<Record<string, PackageFile>>): ReturnType<typeof program> =>
  program((iso) => new FlakePackage(Flake.of(iso), "own", { expression: pkgs.hello, files }));

const withImage = (embedFlake: Exclude<ConstructorParameters<typeof IsoImage>[2], undefined>["embedFlake"]) =>
  program((iso) => {
    iso.node.tryRemoveChild("image");
    new IsoImage(iso, "image", { embedFlake: embedFlake ?? false });
  });

describe("the files of a package", () => {
  it("are copied like those of nix.file: binary content, the executable bit, links, and paths anywhere in the project", () => {
    const directory = scratch();
    put(directory, { "scripts/run.py": "#!/usr/bin/env python3\nprint()\n", text: "t" });
    writeFileSync(path.join(directory, "logo.png"), Buffer.from([0x89, 0, 0xff, 0xfe]));
    chmodSync(path.join(directory, "scripts/run.py"), 0o755);
    symlinkSync("text", path.join(directory, "link"));
    const app = withFiles({
      "data/logo.png": { file: "logo.png" },
      "run.py": nix.file("./scripts/run.py"),
      absolute: { file: path.join(directory, "text") },
      linked: { file: nix.file("./link") },
      "inline.txt": "hello",
    });
    const flake = path.join(writeProgram(directory, app), "packages/own");
    expect(readFileSync(path.join(flake, "data/logo.png"))).toEqual(Buffer.from([0x89, 0, 0xff, 0xfe]));
    expect(look(flake)).toMatchObject({
      "run.py": "*#!/usr/bin/env python3\nprint()\n",
      absolute: "t",
      linked: "t",
      "inline.txt": "hello",
    });
    expect(lstatSync(path.join(flake, "linked")).isFile()).toBe(true);
    const written = FlakeAssertions.fromApp(app, { projectDirectory: directory });
    expect(written.copies).toMatchObject({ "dotfiles/packages/own/run.py": "scripts/run.py" });
    expect(written.file("dotfiles/packages/own/absolute")).toBe("t");
    const { copied } = (JSON.parse(written.file("manifest.json")) as { flakes: { dotfiles: { copied: string[] } } }).flakes.dotfiles; // prettier-ignore
    expect(copied).toEqual(["link", "logo.png", "scripts/run.py", "text"]);
  });

  it("follow the rules of nix.file", () => {
    const [directory, other] = [scratch(), scratch()];
    put(other, { secret: "s", "pkg.nix": "import ./more.nix" });
    put(directory, { "d/a": "a", "a.nix": "import ./more.nix" });
    const app = withFiles({
      outside: { file: path.join(other, "secret") },
      missing: { file: "./mising" },
      directory: { file: "d" },
      kind: { file: nix.directory("./d") },
      expression: { file: pkgs.hello as never },
      allowed: { file: path.join(other, "secret"), allowOutside: true },
      "a.nix": { file: "a.nix" },
    });
    expect(reportOf(directory, app).replaceAll(other, "<other>")).toMatchInlineSnapshot(`
     "error[file-not-copied]: dotfiles/own: cannot copy <other>/secret into the flake
       value: files.outside: "<other>/secret"
       why:   it is outside of the project directory
       fix:   move it into the project, or pass { allowOutside: true }

     error[file-not-copied]: dotfiles/own: cannot copy ./mising into the flake
       value: files.missing: "./mising"
       why:   it does not exist
       fix:   create it, or correct the path: it starts at the project directory

     error[file-not-copied]: dotfiles/own: cannot copy d into the flake
       value: files.directory: "d"
       why:   it is a directory
       fix:   use nix.directory

     error[file-not-copied]: dotfiles/own: cannot copy ./d into the flake
       value: files.kind: "./d"
       why:   nix.directory does not copy a file
       fix:   use nix.file(…)

     error[file-not-copied]: dotfiles/own: cannot copy a Nix expression into the flake
       value: files.expression: a Nix expression
       why:   it is not a path
       fix:   pass a path: nix.file("./…")"
    `);
  });

  it("have names that a file of the package can have", () => {
    const app = withFiles({
      ["a".repeat(300)]: "x",
      [`${"d/".repeat(600)}x`]: "x",
      "./default.nix": "x",
      "/etc/x": "x",
      "../x": "x",
      "": "x",
      a: "x",
      "a/b": "x",
      "default.nix": "x",
      "nul\0": "x",
      "é/ü\n-": "right",
      "-x": "right",
    });
    expect(reportOf(scratch(), app)).toMatchInlineSnapshot(`
     "error[package-file]: dotfiles/own: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…" cannot be the name of a file in this package
       why:   it is 300 bytes long; the limit is 255
       fix:   use a shorter name

     error[package-file]: dotfiles/own: "d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/…" cannot be the name of a file in this package
       why:   it is 1201 bytes long; the limit is 1024
       fix:   use a shorter name

     error[package-file]: dotfiles/own: "./default.nix" cannot be the name of a file in this package
       why:   a name is relative to the package's directory, without empty, . or .. parts
       fix:   use a name such as data/logo.png

     error[package-file]: dotfiles/own: "/etc/x" cannot be the name of a file in this package
       why:   a name is relative to the package's directory, without empty, . or .. parts
       fix:   write "etc/x"

     error[package-file]: dotfiles/own: "../x" cannot be the name of a file in this package
       why:   a name is relative to the package's directory, without empty, . or .. parts
       fix:   write "x"

     error[package-file]: dotfiles/own: "" cannot be the name of a file in this package
       why:   a name is relative to the package's directory, without empty, . or .. parts
       fix:   use a name such as data/logo.png

     error[package-file]: dotfiles/own: "a" cannot be the name of a file in this package
       why:   another file has it as its directory
       fix:   rename one of them

     error[package-file]: dotfiles/own: a file of this package is named default.nix
       why:   default.nix is the file that cdknix writes for the package's expression
       fix:   rename the file, or pass its content as the expression: nix.raw(…)

     error[package-file]: dotfiles/own: "nul\\u0000" cannot be the name of a file in this package
       why:   it contains a null character
       fix:   remove the character"
    `);
  });
});

describe("scripts", () => {
  it("are copied without their #! line, and only if bash runs them", () => {
    const directory = scratch();
    put(directory, {
      "a.sh": "#!/usr/bin/env bash\necho a\n",
      "b.sh": "echo b",
      "c.sh": "#! /usr/bin/env -S bash -e\necho c\n",
      "d.py": "#!/usr/bin/env python3\nprint()\n",
      "e.bin": "\0",
    });
    const app = program((iso) => {
      new InstallerScript(Flake.of(iso), "a", { file: nix.file("./a.sh") });
      new InstallerTools(iso, "tools", { scripts: { b: { file: "b.sh" }, c: { file: "c.sh" } } });
    });
    const packages = path.join(writeProgram(directory, app), "packages");
    const texts = ["a", "b", "c"].map((name) => readFileSync(path.join(packages, name, `${name}.sh`), "utf8"));
    expect(texts).toEqual(["echo a\n", "echo b", "echo c\n"]);
    const wrong = program((iso) => {
      new InstallerScript(Flake.of(iso), "d", { file: "d.py" });
      new InstallerScript(Flake.of(iso), "e", { file: "e.bin" });
    });
    expect(reportOf(directory, wrong)).toMatchInlineSnapshot(`
     "error[file-not-copied]: dotfiles/d: cannot copy d.py into the flake
       value: file: "d.py"
       why:   its first line is "#!/usr/bin/env python3", and an InstallerScript runs in bash
       fix:   pass a script for bash, or use a FlakePackage with one of pkgs.writers

     error[file-not-copied]: dotfiles/e: cannot copy e.bin into the flake
       value: file: "e.bin"
       why:   it is not a text file
       fix:   pass a script for bash"
    `);
  });
});

describe("an embedded directory", () => {
  it("is copied like one of nix.directory", () => {
    const directory = scratch();
    put(directory, { ".gitignore": "*.key\n", "flake/flake.nix": "{ }", "flake/a.key": "secret", "flake/sub/x": "x" });
    symlinkSync("flake.nix", path.join(directory, "flake/link"));
    git(directory, "init", "--quiet");
    for (const embedded of [nix.directory("./flake"), { directory: "flake" }, { directory: nix.directory("flake") }]) {
      const app = withImage(embedded);
      expect(look(path.join(writeProgram(directory, app), "sources/iso-image"))).toEqual({
        "flake.nix": "{ }",
        link: "-> flake.nix",
        "sub/x": "x",
      });
    }
    expect(reportOf(directory, withImage({ directory: ".." }))).toMatchInlineSnapshot(`
     "error[file-not-copied]: dotfiles/iso/image: cannot copy .. into the flake
       value: embedFlake.directory: ".."
       why:   it is outside of the project directory
       fix:   move it into the project, or pass { allowOutside: true }"
    `);
    expect(reportOf(directory, withImage(nix.file("./flake/flake.nix")))).toMatchInlineSnapshot(`
     "error[file-not-copied]: dotfiles/iso/image: cannot copy ./flake/flake.nix into the flake
       value: embedFlake: "./flake/flake.nix"
       why:   nix.file does not copy a directory
       fix:   use nix.directory("./flake")"
    `);
  });

  it("is not confused with that of another image", () => {
    const directory = scratch();
    put(directory, { "one/a": "1", "two/a": "2" });
    const app = program((iso) => {
      const flake = Flake.of(iso);
      for (const [name, id, embedded] of [
        ["web", "server-image", "one"],
        ["web-server", "image", "two"],
      ] as const) {
        new IsoImage(new Host(flake, name, { system: "x86_64-linux" }), id, { embedFlake: { directory: embedded } });
      }
    });
    expect(reportOf(directory, app)).toContain(
      "error[duplicate-name]: dotfiles/web-server/image: dotfiles/web/server-image already uses the directory sources/web-server-image of the flake",
    );
  });
});
