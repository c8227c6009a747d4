import { appendFileSync, chmodSync, rmSync } from "node:fs";
import * as path from "node:path";
import type { FileTree, TreeCopy } from "../../../lib/model";
import { sha256OfFileSync } from "../../../lib/platform/files/digest";
import { formatFailure, isFailure } from "../../../lib/platform/failure";
import { writeTreeSync } from "../../../lib/project/output/write-tree";
import { fileTree, look, put, scratch } from "../../platform/files/scratch";

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
    writeTreeSync(directory, fileTree({ "a/b/c.nix": "{ }\n", run: { text: "#!/bin/sh\n", executable: true } }));
    expect(look(directory)).toEqual({ "a/b/c.nix": "{ }\n", run: "*#!/bin/sh\n" });
  });

  it.each(["/etc/passwd", "../x", "a/../../x", "a//b", "a/./b", "", "a\0b"])(
    "rejects the path %j and writes nothing",
    (name) => {
      const directory = scratch();
      expect(() => {
        writeTreeSync(directory, fileTree({ ok: "", [name]: "x" }));
      }).toThrow(/is not a file in the flake/);
      expect(look(directory)).toEqual({});
    },
  );

  it("copies files with their mode, and writes links", () => {
    const [project, directory] = [scratch(), scratch()];
    put(project, { a: "abc", run: "#!/bin/sh\n" });
    chmodSync(path.join(project, "a"), 0o600);
    const link: TreeCopy = { kind: "link", target: "a", construct: "x", original: "link" };
    writeTreeSync(
      directory,
      copiesOf({ "f/a": fileIn(project, "a"), "f/run": fileIn(project, "run", true), "f/link": link }),
    );
    expect(look(directory)).toEqual({ "f/a": "abc", "f/link": "-> a", "f/run": "*#!/bin/sh\n" });
  });

  it("fails if a file changes or disappears after it was read", () => {
    const project = scratch();
    put(project, { grows: "abc", goes: "abc" });
    const [grows, goes] = [fileIn(project, "grows"), fileIn(project, "goes")];
    appendFileSync(path.join(project, "grows"), "d");
    rmSync(path.join(project, "goes"));
    const fail = (copy: TreeCopy): string => failureOf(() => { writeTreeSync(scratch(), copiesOf({ copy })); }); // prettier-ignore
    expect(fail(grows)).toMatchInlineSnapshot(`
      "error[file-changed]: grows changed while it was copied into the flake
        why:   another program writes it, and the copy could be incomplete
        fix:   run the command again when the file is complete
        docs:  https://cdknix.example/errors/file-changed"
    `);
    expect(fail(goes)).toContain("error[file-changed]: goes changed while it was copied into the flake");
  });

  it("explains a path that is too long", () => {
    const failure = failureOf(() => {
      writeTreeSync(scratch(), fileTree({ [`${"d".repeat(250)}/`.repeat(17) + "x"]: "" }));
    });
    expect(failure).toContain("the path is too long for the file system");
  });
});

const copiesOf = (copies: Readonly<Record<string, TreeCopy>>): FileTree => ({
  files: new Map(),
  copies: new Map(Object.entries(copies)),
});

/** A copy of a file as it is now. */
function fileIn(project: string, name: string, executable = false): TreeCopy {
  const from = path.join(project, name);
  return { kind: "file", from, executable, digest: sha256OfFileSync(from), construct: "x", original: name };
}
