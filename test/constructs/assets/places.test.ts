import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import { compileFunction } from "node:vm";
import { IsoImage, InstallerTools, nix, Size, type NixValue } from "cdknix";
import { ProtectedPlaces } from "../../../lib/project/assets/protected-places";
import { git, put, scratch } from "../../platform/files/scratch";
import { copied, program, report, reportOf, why, withValue } from "./assets";

type Call = (library: typeof nix, name: string) => NixValue;

describe("places that are never copied", () => {
  it("are refused with allowOutside too, in values and in properties", () => {
    const directory = scratch();
    const app = program((iso) => {
      new InstallerTools(iso, "tools", { scripts: { ok: { file: "/etc/shadow", allowOutside: true } } });
      new IsoImage(iso, "more", { embedFlake: { directory: "/etc" } });
    });
    expect(reportOf(directory, app)).toMatchInlineSnapshot(`
     "error[two-images]: dotfiles/iso/more: the host lilith has more than one image: dotfiles/iso/image and dotfiles/iso/more
       fix:   keep only one of them

     error[file-not-copied]: dotfiles/iso/tools/ok: cannot copy /etc/shadow into the flake
       value: file: "/etc/shadow"
       why:   cdknix copies nothing from /etc: secrets of this machine may be there
       fix:   if the file is not secret, copy it into your project, and use the copy

     error[file-not-copied]: dotfiles/iso/more: cannot copy /etc into the flake
       value: embedFlake.directory: "/etc"
       why:   cdknix copies nothing from /etc: secrets of this machine may be there
       fix:   if the file is not secret, copy it into your project, and use the copy"
    `);
    expect(why(report(directory, nix.file("/etc/passwd", { allowOutside: true })))).toEqual([
      "cdknix copies nothing from /etc: secrets of this machine may be there",
    ]);
  });

  it("are refused through symbolic links, and if a directory contains them", () => {
    const directory = scratch();
    put(directory, { "d/a": "a" });
    symlinkSync("/etc/passwd", path.join(directory, "link"));
    symlinkSync("/etc", path.join(directory, "d/etc"));
    symlinkSync("/", path.join(directory, "d/root"));
    const allowed = { allowOutside: true };
    const values = [nix.file("./link", allowed), nix.directory("./d", allowed), nix.directory("/", allowed)];
    expect(values.flatMap((value) => why(report(directory, value)))).toEqual([
      "it is a symbolic link to /etc/passwd, and cdknix copies nothing from /etc: secrets of this machine may be there",
      "it is a symbolic link to /etc, and cdknix copies nothing from /etc: secrets of this machine may be there",
      "it is a symbolic link to /; it contains home directories, where secrets of this machine may be",
      "it contains home directories, where secrets of this machine may be",
    ]);
    expect(why(report(directory, nix.directory(homedir(), allowed)))).toEqual([
      "it is a home directory, where secrets of this machine may be",
    ]);
  });

  it("are not named by suggestions", () => {
    expect(report(scratch(), nix.file("/etc/passw"))).not.toContain("did you mean");
  });

  const places = new ProtectedPlaces("/home/me");
  it.each([
    ["/home/me/.ssh/id_ed25519", "/home/me/.ssh"],
    ["/home/me/.netrc", "/home/me/.netrc"],
    ["/home/you/.aws/credentials", "/home/you/.aws"],
    ["/root/.config/gh/hosts.yml", "/root/.config"],
    ["/mnt/c/Users/me/.ssh/config", "/mnt/c/Users/me/.ssh"],
    ["/run/secrets/wifi", "/run"],
    ["/proc/1/environ", "/proc"],
    ["/var/lib/acme/key.pem", "/var/lib"],
    ["/private/etc/master.passwd", "/private/etc"],
    ["/home/me/dotfiles/motd", undefined],
    ["/run/media/me/stick/motd", undefined],
    ["/usr/src/app/motd", undefined],
    ["/var/www/logo.png", undefined],
    ["/var/folders/x/T/motd", undefined],
    ["/nix/store/0-motd", undefined],
    ["/etcetera/motd", undefined],
    ["/srv/.well-known/motd", undefined],
  ])("%s is in %s", (file, place) => {
    expect(places.around(file, ["/work/project"])).toBe(place);
  });

  it("do not include a project in such a place, but what is next to it", () => {
    const around = (file: string, root: string): string | undefined => places.around(file, [root]);
    expect(around("/etc/nixos/motd", "/etc/nixos")).toBeUndefined();
    expect(around("/home/me/.config/nixos/motd", "/home/me/.config/nixos")).toBeUndefined();
    expect(around("/home/me/.config/gh/hosts.yml", "/home/me/.config/nixos")).toBe("/home/me/.config");
    expect(around("/home/me/.ssh/id", "/home/me")).toBe("/home/me/.ssh");
    expect(around("/etc/shadow", "/etc/nixos")).toBe("/etc");
  });

  it("make every directory that contains them refused as a whole", () => {
    const inside = (directory: string): string | undefined => places.inside(directory, ["/work/project"]);
    expect(["/", "/home", "/home/me", "/home/you", "/root", "/var", "/mnt/c/Users/me"].map(inside)).not.toContain(
      undefined,
    );
    expect(["/home/me/dotfiles", "/usr", "/srv", "/work"].map(inside)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    // Some CI systems set HOME to a directory in the project.
    expect(new ProtectedPlaces("/work/project/.home").inside("/work/project", ["/work/project"])).toBeUndefined();
  });
});

describe("limits of a copy", () => {
  const many = (directory: string, name: string, count: number): void => {
    mkdirSync(path.join(directory, name), { recursive: true });
    for (let index = 0; index < count; index++) writeFileSync(path.join(directory, name, String(index)), "");
  };

  it("refuse too many files before reading them, and name where they are", () => {
    const directory = scratch();
    many(directory, "d/cache/objects", 25);
    many(directory, "d/src", 5);
    expect(report(directory, nix.directory("./d", { maxFiles: 10 }))).toMatchInlineSnapshot(`
     "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./d into the flake
       value: nix.directory(…) in config.system.build.value
       why:   it has 30 files, most of them in cache/objects (25); the limit is 10
       fix:   name a smaller directory, let git ignore files, or raise the limit: { maxFiles: 30 }"
    `);
    expect(why(report(directory, nix.directory("./d", { maxFiles: 2 })))).toEqual([
      "it has more than 20 files, most of them in cache/objects (15); the limit is 2",
    ]);
    expect(report(directory, nix.directory("./d", { maxFiles: 30 }))).toBe("");
  });

  it("refuse too much data without reading it: 100 MiB by default", () => {
    const directory = scratch();
    put(directory, { "d/a": "a", "d/images/disk.img": "" });
    // A sparse file of 1 TiB.
    truncateSync(path.join(directory, "d/images/disk.img"), 1024 ** 4);
    expect(report(directory, nix.directory("./d"))).toMatchInlineSnapshot(`
     "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./d into the flake
       value: nix.directory(…) in config.system.build.value
       why:   it has 1,048,577 MiB, most of it in images/disk.img (1,048,576 MiB); the limit is 100 MiB
       fix:   copy less, or raise the limit: { maxSize: Size.mebibytes(1100000) }"
    `);
    expect(why(report(directory, nix.file("./d/images/disk.img", { maxSize: Size.gibibytes(2) })))).toEqual([
      "it has 1,048,576 MiB; the limit is 2,048 MiB",
    ]);
    expect(why(report(directory, nix.file("./d/a", { maxSize: Size.bytes(0) })))).toEqual([
      "it has 1 byte; the limit is 0 bytes",
    ]);
  });

  it("are checked, and apply to properties", () => {
    const directory = scratch();
    many(directory, "d", 11);
    put(directory, { "x.sh": "echo a long script\n" });
    const app = program((iso) => {
      new IsoImage(iso, "more", { embedFlake: { directory: "d", maxFiles: 10 } });
      new InstallerTools(iso, "tools", { scripts: { x: { file: "x.sh", maxSize: Size.bytes(4) } } });
    });
    expect(why(reportOf(directory, app))).toEqual([
      "it has 19 bytes; the limit is 4 bytes",
      "it has 11 files; the limit is 10",
    ]);
    const file = nix.directory as unknown as (...args: readonly unknown[]) => NixValue;
    const wrong = [
      file("d", { maxFiles: 1.5 }),
      file("d", { maxSize: "1 GiB" }),
      file("d", { maxSize: Size.mebibytes(-1) }),
    ];
    expect(report(directory, wrong)).toMatchInlineSnapshot(`
     "error[property-type]: dotfiles/iso/extra: maxFiles is not a number of files
       value: 1.5
       fix:   use a whole number of 1 or more

     error[property-type]: dotfiles/iso/extra: maxSize must be a Size
       value: "1 GiB"
       fix:   use Size.bytes(…), Size.kibibytes(…), Size.mebibytes(…), Size.gibibytes(…), or Size.tebibytes(…)

     error[size-impossible]: dotfiles/iso/extra: -1 MiB is not a valid size
       value: -1 MiB
       fix:   use a number of 0 or more, such as Size.mebibytes(700)"
    `);
  });

  it("count what links lead to, and stop", () => {
    const directory = scratch();
    // Each level doubles the number of files: 2^20.
    put(directory, { "0/file": "" });
    for (let level = 1; level <= 20; level++) {
      mkdirSync(path.join(directory, String(level)));
      for (const name of ["a", "b"]) symlinkSync(`../${String(level - 1)}`, path.join(directory, String(level), name));
    }
    expect(why(report(directory, nix.directory("./20", { maxFiles: 100 })))).toEqual([
      expect.stringMatching(/^it has more than 100 files/),
    ]);
  });
});

describe("files of packages", () => {
  /** Calls a function of `nix` in code with a file name, as a package does. */
  const calledFrom = (file: string, call: string, name: string): NixValue =>
    (compileFunction(`return nix.${call}(name);`, ["nix", "name"], { filename: file }) as Call)(nix, name);

  it("may be copied by the code of the package, wherever it is", () => {
    const [project, other] = [scratch(), scratch()];
    put(other, {
      "packages/motd/package.json": '{ "name": "motd" }',
      "packages/motd/etc/motd": "hello",
      "packages/motd/dist/esm/package.json": '{ "type": "module" }',
      "packages/secret": "s",
      "package.json": '{ "name": "workspace" }',
    });
    const code = path.join(other, "packages/motd/dist/esm/index.js");
    put(other, { "packages/motd/dist/esm/index.js": "" });
    expect(copied(project, withValue(calledFrom(code, "file", path.join(other, "packages/motd/etc/motd"))))).toEqual({
      "outside/etc/motd": "hello",
    });
    expect(why(report(project, calledFrom(code, "file", path.join(other, "packages/secret"))))).toEqual([
      "it is outside of the project directory",
    ]);
    // Not by the code of another package.
    expect(why(report(project, nix.file(path.join(other, "packages/motd/etc/motd"))))).toEqual([
      "it is outside of the project directory",
    ]);
  });

  it("does not include the workspace around the project", () => {
    const workspace = scratch();
    put(workspace, { "package.json": '{ "name": "workspace" }', "apps/images/main.js": "", secret: "s" });
    const value = calledFrom(path.join(workspace, "apps/images/main.js"), "file", path.join(workspace, "secret"));
    expect(why(report(path.join(workspace, "apps/images"), value))).toEqual(["it is outside of the project directory"]);
  });

  it("are copied although git ignores node_modules, also through a link to a sibling", () => {
    const workspace = scratch();
    put(workspace, {
      ".gitignore": "node_modules\ndist\n",
      "apps/images/package.json": '{ "name": "images" }',
      "apps/images/node_modules/published/package.json": '{ "name": "published" }',
      "apps/images/node_modules/published/etc/motd": "published",
      "packages/sibling/package.json": '{ "name": "sibling" }',
      "packages/sibling/dist/index.js": "",
      "packages/sibling/dist/etc/motd": "sibling",
    });
    git(workspace, "init", "--quiet");
    const project = path.join(workspace, "apps/images");
    symlinkSync("../../../packages/sibling", path.join(project, "node_modules/sibling"));
    const linked = path.join(project, "node_modules/sibling/dist");
    const app = withValue([
      nix.directory(path.join(project, "node_modules/published/etc")),
      calledFrom(path.join(linked, "index.js"), "directory", path.join(linked, "etc")),
    ]);
    expect(copied(project, app)).toEqual({
      "node_modules/published/etc/motd": "published",
      "node_modules/sibling/dist/etc/motd": "sibling",
    });
  });
});
