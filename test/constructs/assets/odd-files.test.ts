import { execFileSync } from "node:child_process";
import { chmodSync, linkSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import * as path from "node:path";
import { Flake, InstallerScript, nix, NixosModule, type NixValue } from "cdknix";
import { git, look, put, scratch } from "../../platform/files/scratch";
import { copied, program, report, reportOf, why, withValue, writeProgram, written } from "./assets";

describe("odd files", () => {
  it.each([
    ["a line break", "a\nb"],
    ["a leading dash", "-rf"],
    ["an emoji", "🦀.txt"],
    ["spaces at both ends", " a "],
    ["a quote", "a'\"b"],
    ["an interpolation", "${x}"],
    ["a backslash", "a\\b"],
    ["a colon and a tab", "a:\tb"],
    ["dots", "..."],
    ["a tilde", "~"],
    ["a name of an object's property", "__proto__"],
  ])("with %s in the name are copied, alone, in a directory, and below a directory with that name", (_, name) => {
    const directory = scratch();
    put(directory, { [`d/${name}`]: "content", [`${name} d/x`]: "below" });
    git(directory, "init", "--quiet");
    expect(Object.values(copied(directory, withValue(nix.file(`./d/${name}`))))).toEqual(["content"]);
    expect(copied(directory, withValue(nix.directory("./d")))).toEqual({ [`d/${name}`]: "content" });
    expect(Object.values(copied(directory, withValue(nix.directory(`./${name} d`))))).toEqual(["below"]);
    expect(written(directory, nix.file(`./d/${name}`))).toMatch(/^\.\.\/\.\.\/files\/d\/[\w.+-]+$/);
  });

  it("whose names become equal get directories of their own", () => {
    const directory = scratch();
    put(directory, { "d/é b.txt": "1", "d/-b.txt": "2", "d/b.txt": "3", "d/default.nix": "{ a = ./b.txt; }" });
    const values = ["./d/é b.txt", "./d/-b.txt", "./d/b.txt"].map((name) => nix.file(name));
    expect(copied(directory, withValue(values))).toEqual({ "d/b.txt": "1", "d-2/b.txt": "2", "d-3/b.txt": "3" });
    expect(copied(directory, withValue([...values, nix.module("./d/default.nix")]))).toMatchObject({
      "d-3/default.nix": "{ a = ./b.txt; }",
      "d-3/b.txt": "3",
    });
  });

  it("that git ignores do not appear in the copy of their directory when they are named", () => {
    const directory = scratch();
    put(directory, { ".gitignore": "*.key\n", "d/a": "a", "d/x.key": "k" });
    git(directory, "init", "--quiet");
    const both = { "d/a": "a", "d-2/x.key": "k" };
    expect(copied(directory, withValue([nix.directory("./d"), nix.file("./d/x.key")]))).toEqual(both);
    expect(copied(directory, withValue([nix.file("./d/x.key"), nix.directory("./d")]))).toEqual({
      "d-2/a": "a",
      "d/x.key": "k",
    });
    expect(copied(directory, withValue([nix.file("./d/a"), nix.directory("./d")]))).toEqual({ "d/a": "a" });
  });

  it("that are linked in circles are refused", () => {
    const directory = scratch();
    mkdirSync(path.join(directory, "d"));
    symlinkSync("b", path.join(directory, "d/a"));
    symlinkSync("a", path.join(directory, "d/b"));
    symlinkSync("self", path.join(directory, "self"));
    symlinkSync(".", path.join(directory, "d/dot"));
    expect(why(report(directory, nix.file("./self")))).toEqual(["it is a symbolic link that leads to itself"]);
    expect(why(report(directory, nix.directory("./d")))).toEqual([
      "it is a symbolic link to b, which leads to itself",
      "it is a symbolic link to a, which leads to itself",
      "it is a symbolic link to ., which contains it",
    ]);
    expect(why(report(directory, nix.file("./d/dot/dot/a")))).toEqual(["it is a symbolic link that leads to itself"]);
  });

  it("with hard links, no content, or a mode of 0000 are copied as they are", () => {
    const directory = scratch();
    put(directory, { "d/a": "same", "d/empty": "", "d/mode": "m" });
    linkSync(path.join(directory, "d/a"), path.join(directory, "d/b"));
    chmodSync(path.join(directory, "d/mode"), 0o6711);
    expect(copied(directory, withValue(nix.directory("./d")))).toEqual({
      "d/a": "same",
      "d/b": "same",
      "d/empty": "",
      "d/mode": "*m",
    });
  });

  it("that are sockets, pipes, or Nix files that are pipes are refused without being read", async () => {
    const directory = scratch();
    put(directory, { "d/default.nix": "{ imports = [ ./pipe.nix ./dir ]; }", "d/dir/default.nix": "{ }" });
    execFileSync("mkfifo", [path.join(directory, "d/pipe.nix"), path.join(directory, "d/dir/pipe")]);
    const server = createServer().listen(path.join(directory, "d/socket"));
    await new Promise((resolve) => server.once("listening", resolve));
    try {
      expect([...why(report(directory, nix.module("./d")))].sort()).toEqual(["it is a named pipe", "it is a named pipe", "it is a socket"]); // prettier-ignore
      expect(why(report(directory, nix.file("./d/pipe.nix")))).toEqual(["it is a named pipe"]);
      expect(why(report(directory, nix.module("./d/default.nix")))).toContain("it is a named pipe");
    } finally {
      server.close();
    }
  });

  it("whose names are not UTF-8 are named, not omitted", () => {
    for (const isRepository of [false, true]) {
      const directory = scratch();
      put(directory, { "d/a": "a" });
      writeFileSync(Buffer.concat([Buffer.from(`${directory}/d/`), Buffer.from([0xe9, 0x2e, 0x78])]), "x");
      if (isRepository) git(directory, "init", "--quiet");
      expect(why(report(directory, nix.directory("./d")))).toEqual(["its name is not valid UTF-8"]);
    }
  });

  it("with paths that no file can have are refused", () => {
    const directory = scratch();
    put(directory, { motd: "m", ["l".repeat(220)]: "long" });
    const paths = [
      "a".repeat(300),
      "./a\0b",
      "motd/x",
      "~/motd",
      "file:///motd",
      "https://example.org/motd",
      "./motd/",
    ];
    expect(paths.map((name) => why(report(directory, nix.file(name)))[0])).toEqual([
      "its name or path is longer than file systems allow",
      "its path contains a null character",
      "it does not exist",
      "it does not exist: only shells replace ~ with the home directory",
      "it does not exist",
      "it is not the URL of a local file",
      undefined,
    ]);
    expect(why(report(directory, nix.file("l".repeat(220))))).toEqual(["its name is longer than 211 bytes, which Nix does not accept"]); // prettier-ignore
  });

  it("are reported ten at a time", () => {
    const directory = scratch();
    mkdirSync(path.join(directory, "d"));
    for (let index = 0; index < 30; index++) symlinkSync("nowhere", path.join(directory, "d", String(index)));
    const reasons = why(report(directory, nix.directory("./d")));
    expect(reasons).toHaveLength(11);
    expect(reasons.at(-1)).toBe("20 more of its entries cannot be copied");
  });

  it("in a directory with a directory in the place of a file are told apart", () => {
    const directory = scratch();
    put(directory, { "s.sh/x": "x" });
    const app = program((iso) => new InstallerScript(Flake.of(iso), "s", { file: "./s.sh" }));
    expect(why(reportOf(directory, app))).toEqual(["it is a directory"]);
  });

  it("are copied for each flake's file alike, and once for many users", () => {
    const directory = scratch();
    put(directory, { motd: "m" });
    const app = program((iso) => {
      for (const id of ["a", "b"]) {
        const etc: NixValue = { motd: { source: nix.file("./motd") } };
        new NixosModule(iso, id, { config: { environment: { etc } } as never });
      }
    });
    expect(Object.keys(look(path.join(writeProgram(directory, app), "files")))).toEqual(["motd"]);
  });
});
