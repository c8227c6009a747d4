import { mkdirSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import { nix } from "cdknix";
import { synthesize } from "../../../lib/pipeline/synthesize/synthesize";
import { git, put, scratch } from "../../platform/files/scratch";
import { copied, report, withValue, written } from "./assets";

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
        value: nix.directory(…) in config.system.build.value
        why:   git ignores all of its files: "*" in all/.gitignore, line 1
        fix:   remove the rule, or copy the files that you need one by one with nix.file"
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
        value: nix.directory(…) in config.system.build.value
        why:   it is a symbolic link to nowhere, which does not exist
        fix:   correct the link, or remove it

      error[file-not-copied]: dotfiles/iso/extra: cannot copy d/out into the flake
        value: nix.directory(…) in config.system.build.value
        why:   it is a symbolic link to <other>/secret, outside of the project directory
        fix:   replace it with a copy, or pass { allowOutside: true }

      error[file-not-copied]: dotfiles/iso/extra: cannot copy d/up into the flake
        value: nix.directory(…) in config.system.build.value
        why:   it is a symbolic link to .., which contains it
        fix:   remove the link"
    `);
    const allowed = copied(directory, withValue(nix.file("./d/out", { allowOutside: true })));
    expect(allowed).toEqual({ "d/out": "s" });
  });

  it("refuses a directory without files", () => {
    const directory = scratch();
    mkdirSync(path.join(directory, "empty"));
    expect(report(directory, nix.directory("./empty"))).toMatchInlineSnapshot(`
    "error[file-not-copied]: dotfiles/iso/extra: cannot copy ./empty into the flake
      value: nix.directory(…) in config.system.build.value
      why:   it has no files
      fix:   add a file to it, or remove it"
  `);
  });
});
