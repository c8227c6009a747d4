import { chmodSync, rmSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import { formatFailure, isFailure } from "../../../lib/platform/failure";
import { writeTreeSync } from "../../../lib/project/output/write-tree";
import { fileTree, git, look, put, scratch } from "../../platform/files/scratch";

function failureOf(action: () => void): string {
  try {
    action();
  } catch (error) {
    if (isFailure(error)) return formatFailure(error);
    throw error;
  }
  throw new Error("it did not fail");
}

describe("writeTreeSync", () => {
  it("writes files with their directories and modes", () => {
    const directory = scratch();
    writeTreeSync(
      directory,
      fileTree({ "a/b/c.nix": "{ }\n", run: { text: "#!/bin/sh\n", executable: true } }),
      scratch(),
    );
    expect(look(directory)).toEqual({ "a/b/c.nix": "{ }\n", run: "*#!/bin/sh\n" });
  });

  it.each(["/etc/passwd", "../x", "a/../../x", "a//b", "a/./b", "", "a\0b"])(
    "rejects the path %j and writes nothing",
    (name) => {
      const directory = scratch();
      expect(() => {
        writeTreeSync(directory, fileTree({ ok: "", [name]: "x" }), scratch());
      }).toThrow(/is not a file in the flake/);
      expect(look(directory)).toEqual({});
    },
  );

  it("copies a directory in a git work tree without ignored files, preserving links and modes", () => {
    const project = scratch();
    put(project, {
      "src/kept": "kept",
      "src/run": "run",
      "src/secret": "s",
      "src/sub/new": "new",
      "src/gone": "",
      ".gitignore": "secret\n",
    });
    chmodSync(path.join(project, "src/run"), 0o750);
    symlinkSync("../elsewhere", path.join(project, "src/link"));
    git(project, "init", "-q");
    git(project, "add", "src/kept", "src/gone");
    rmSync(path.join(project, "src/gone"));
    const directory = scratch();
    writeTreeSync(directory, fileTree({}, { source: "src" }), project);
    expect(look(directory)).toEqual({
      "source/kept": "kept",
      "source/link": "-> ../elsewhere",
      "source/run": "*run",
      "source/sub/new": "new",
    });
  });

  it("respects the ignore rules of a nested repository", () => {
    const project = scratch();
    put(project, { top: "", "inner/kept": "", "inner/secret": "", "inner/.gitignore": "secret" });
    git(project, "init", "-q");
    git(path.join(project, "inner"), "init", "-q");
    const directory = scratch();
    writeTreeSync(directory, fileTree({}, { source: "." }), project);
    expect(Object.keys(look(directory))).toEqual(["source/inner/.gitignore", "source/inner/kept", "source/top"]);
  });

  it("copies everything except .git and node_modules outside of a git work tree", () => {
    const project = scratch();
    put(project, { "src/a": "a", "src/.hidden": "h", "src/node_modules/x/y": "", "src/deep/b": "b" });
    const directory = scratch();
    writeTreeSync(directory, fileTree({}, { source: path.join(project, "src") }), "/nowhere");
    expect(look(directory)).toEqual({ "source/.hidden": "h", "source/a": "a", "source/deep/b": "b" });
  });

  it("does not copy the output into itself when the project is copied", () => {
    const project = scratch();
    put(project, { "main.ts": "", "cdk.out/manifest.json": "{}", "cdk.out.lock/1": "" });
    const staging = path.join(project, "cdk.out.staging-1");
    writeTreeSync(path.join(staging, "tree"), fileTree({ f: "" }, { source: "." }), project);
    expect(look(staging)).toEqual({ "tree/f": "", "tree/source/main.ts": "" });
  });

  it("does not copy the default output and what is kept next to it into another output", () => {
    const project = scratch();
    put(project, {
      "main.ts": "",
      "cdk.out/manifest.json": "{}",
      "cdk.out.images/a/a.iso": "",
      "cdk.out.test/b/f": "",
    });
    const staging = path.join(project, "cdk.out.test/a.staging-1");
    writeTreeSync(path.join(staging, "tree"), fileTree({}, { source: "." }), project);
    expect(look(staging)).toEqual({ "tree/source/main.ts": "" });
  });

  it("names a missing directory", () => {
    expect(
      failureOf(() => {
        writeTreeSync(scratch(), fileTree({}, { source: "/nowhere/at/all" }), "/");
      }),
    ).toMatchInlineSnapshot(`
     "error[directory-not-copied]: cannot copy the directory /nowhere/at/all into the flake
       why:   it does not exist
       fix:   pass an existing directory, relative to the project directory
       docs:  https://cdknix.example/errors/directory-not-copied"
    `);
  });
});
