import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { secretsInSource } from "../../lib/options";
import { scanText } from "../../lib/scan/scan-text";

const root = path.resolve(__dirname, "../..");

/** What the repository has of ordinary configuration: examples, expected flakes, programs of users, and the offline base. */
const directories = ["examples", "test/goldens", "test/field", "test/lints", "templates", "embedded", "docs"];

// Not what other tests generate: pages of the documentation have examples of secrets.
const files = execFileSync("git", ["ls-files", "-z", ...directories], { cwd: root, encoding: "utf8" })
  .split("\0")
  .filter((name) => name !== "" && !/\.(?:png|svg)$/.test(name) && existsSync(path.join(root, name)))
  .map((name) => ({ name, text: readFileSync(path.join(root, name), "latin1") }));

describe("ordinary configuration", () => {
  it("has at least 5,000 lines of Nix, and 20,000 of anything", () => {
    const lines = (list: typeof files): number => list.reduce((sum, { text }) => sum + text.split("\n").length, 0);
    expect(lines(files.filter(({ name }) => name.endsWith(".nix")))).toBeGreaterThan(5000);
    expect(lines(files)).toBeGreaterThan(20_000);
  });

  it("has no secret for the scan", () => {
    const found = files.flatMap(({ name, text }) => scanText(text, name).map(({ kind }) => `${name}: ${kind}`));
    expect(found).toEqual([]);
  });

  it("has no secret in an option", () => {
    const found = files
      .filter(({ name }) => name.endsWith(".nix"))
      .flatMap(({ name, text }) => secretsInSource(text).map(({ path: option }) => `${name}: ${option.join(".")}`));
    expect(found).toEqual([]);
  });
});
