import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { makeDirectorySync } from "../../../lib/platform/files/make-directory";
import { scratch } from "./scratch";

describe("makeDirectorySync", () => {
  it("creates missing parents, also through links, and accepts what exists", () => {
    const root = scratch();
    mkdirSync(path.join(root, "real"));
    symlinkSync("real", path.join(root, "link"));
    for (const name of ["a/b/c", "link/d", "a/b", "."]) makeDirectorySync(path.join(root, name), "test it");
    expect(["a/b/c", "real/d"].map((name) => existsSync(path.join(root, name)))).toEqual([true, true]);
  });

  it("reports why it cannot", () => {
    const root = scratch();
    symlinkSync("nowhere", path.join(root, "broken"));
    writeFileSync(path.join(root, "file"), "");
    const codeOf = (directory: string): unknown => {
      try {
        makeDirectorySync(path.resolve(root, directory), "test it");
        return undefined;
      } catch (error) {
        return (error as { readonly code?: unknown }).code;
      }
    };
    expect(["broken/a", "file/a", "/proc/a/b"].map(codeOf)).toEqual([
      "directory-not-made",
      "not-a-directory",
      "directory-not-made",
    ]);
  });
});
