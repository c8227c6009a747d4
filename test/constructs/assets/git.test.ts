import { rmSync } from "node:fs";
import * as path from "node:path";
import { nix } from "cdknix";
import { git, put, scratch } from "../../platform/files/scratch";
import { copied, report, why, withValue, written } from "./assets";

describe("a directory to copy", () => {
  it("is an error at its place if git is not installed, because ignored files may be secret", () => {
    const directory = scratch();
    put(directory, { ".gitignore": "*.key\n", "d/a": "a", motd: "m" });
    git(directory, "init", "--quiet");
    const searched = process.env.PATH;
    process.env.PATH = "/nowhere";
    try {
      expect(report(directory, nix.directory("./d"))).toMatchInlineSnapshot(`
       "error[git-missing]: dotfiles/iso/extra: git is not installed, but is required to copy <project>/d
         value: nix.directory(…) in config.system.build.value
         why:   the directory is in a git work tree, and files that git ignores may be secret or large
         fix:   apt-get install git"
      `);
      // A single file needs no git.
      expect(written(directory, nix.file("./motd"))).toBe("../../files/motd");
    } finally {
      process.env.PATH = searched;
    }
  });

  it("is copied without .git and node_modules if it is in no repository", () => {
    const directory = scratch();
    put(directory, { "d/a": "a", "d/.hidden": "h", "d/node_modules/x/y": "", "d/deep/b": "b", ".gitignore": "*" });
    expect(copied(directory, withValue(nix.directory("./d")))).toEqual({
      "d/.hidden": "h",
      "d/a": "a",
      "d/deep/b": "b",
    });
  });

  it("is reported with the rule if git ignores everything in the project", () => {
    const repository = scratch();
    put(repository, { ".gitignore": "\n*\n", "project/main.ts": "", "project/d/a": "a" });
    git(repository, "init", "--quiet");
    const project = path.join(repository, "project");
    expect(why(report(project, nix.directory(".")))).toEqual([
      'git ignores all of its files: "*" in .gitignore, line 2',
    ]);
  });

  it("is reported if git cannot list it", () => {
    const directory = scratch();
    put(directory, { "d/a": "a", ".git": "gitdir: /nowhere\n" });
    expect(report(directory, nix.directory("./d"))).toMatchInlineSnapshot(`
     "error[git-failed]: dotfiles/iso/extra: git cannot list the files of <project>/d
       value: nix.directory(…) in config.system.build.value
       why:   without this list, ignored files might be copied
       fix:   run git there to see more"
    `);
  });

  it("respects the ignore rules of a nested repository, and omits files that are deleted", () => {
    const directory = scratch();
    put(directory, { top: "", "inner/kept": "", "inner/secret": "", "inner/.gitignore": "secret", gone: "" });
    git(directory, "init", "--quiet");
    git(directory, "add", "gone");
    rmSync(path.join(directory, "gone"));
    git(path.join(directory, "inner"), "init", "--quiet");
    expect(Object.keys(copied(directory, withValue(nix.directory("."))))).toEqual([
      "project/inner/.gitignore",
      "project/inner/kept",
      "project/top",
    ]);
  });
});
