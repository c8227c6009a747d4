import { spawn } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import * as path from "node:path";
import { exchangeSync } from "../../../lib/platform/files/exchange";
import { publishSync, recoverSync } from "../../../lib/project/output/publish";
import { look, put, scratch } from "../../platform/files/scratch";

const manifest = { "manifest.json": '{"version":1,"flakes":{}}' };
const longAgo = new Date("2001-02-03T04:05:06Z");

/** A published output with the given files, everything in it old. */
function published(files: Record<string, string>): {
  output: string;
  stage: (files: Record<string, string>) => string;
} {
  const parent = scratch();
  const output = path.join(parent, "cdk.out");
  let count = 0;
  const stage = (staged: Record<string, string>): string => {
    const staging = path.join(parent, `cdk.out.staging-${String((count += 1))}`);
    put(staging, { ...manifest, ...staged });
    return staging;
  };
  publishSync(stage(files), output);
  for (const name of [...Object.keys(look(output)), "."]) utimesSync(path.join(output, name), longAgo, longAgo);
  return { output, stage };
}

describe("publishSync", () => {
  it("makes the output hold exactly what was staged, and says what differs", () => {
    const { output, stage } = published({ "d/same": "1", "d/changed": "1", "d/removed": "1", "gone/x": "" });
    const staging = stage({ "d/same": "1", "d/changed": "2", "d/added": "1" });
    expect(publishSync(staging, output)).toEqual({
      added: ["d/added"],
      changed: ["d/changed"],
      removed: ["d/removed", "gone/x"],
    });
    expect(look(output)).toEqual({ ...manifest, "d/same": "1", "d/changed": "2", "d/added": "1" });
    expect(readdirSync(path.dirname(output))).toEqual(["cdk.out"]);
  });

  it("keeps the modification time of what did not change", () => {
    const { output, stage } = published({ same: "1", changed: "1" });
    publishSync(stage({ same: "1", changed: "2" }), output);
    expect(statSync(path.join(output, "same")).mtime).toEqual(longAgo);
    expect(statSync(path.join(output, "changed")).mtime).not.toEqual(longAgo);
  });

  it("touches nothing, the directory included, when nothing changed", () => {
    const { output, stage } = published({ same: "1" });
    const before = lstatSync(output);
    expect(publishSync(stage({ same: "1" }), output)).toEqual({ added: [], changed: [], removed: [] });
    expect(lstatSync(output).ino).toBe(before.ino);
    expect(lstatSync(output).mtime).toEqual(longAgo);
    expect(readdirSync(path.dirname(output))).toEqual(["cdk.out"]);
  });

  it("sees a changed mode, a changed link and a removed empty directory", () => {
    const { output, stage } = published({ run: "1" });
    const first = stage({ run: "1" });
    chmodSync(path.join(first, "run"), 0o755);
    expect(publishSync(first, output).changed).toEqual(["run"]);
    const second = stage({ run: "1" });
    chmodSync(path.join(second, "run"), 0o755);
    symlinkSync("a", path.join(second, "link"));
    mkdirSync(path.join(second, "empty"));
    expect(publishSync(second, output).added).toEqual(["link"]);
    const third = stage({ run: "1" });
    chmodSync(path.join(third, "run"), 0o755);
    symlinkSync("b", path.join(third, "link"));
    expect(publishSync(third, output).changed).toEqual(["link"]);
    expect(readdirSync(output)).toEqual(["link", "manifest.json", "run"]);
  });

  it("refuses to replace a directory, a link or a file that cdknix did not make", () => {
    const { stage } = published({});
    const parent = scratch();
    put(parent, { "photos/cat.jpg": "cat", file: "", "other/manifest.json": '{"version":"36.0.0","artifacts":{}}' });
    symlinkSync("photos", path.join(parent, "link"));
    expect(() => publishSync(stage({}), path.join(parent, "photos"))).toThrow(
      "it is not empty and has no manifest.json from cdknix",
    );
    expect(() => publishSync(stage({}), path.join(parent, "other"))).toThrow(
      "it is not empty and has no manifest.json from cdknix",
    );
    expect(() => publishSync(stage({}), path.join(parent, "link"))).toThrow("it is a symbolic link");
    expect(() => publishSync(stage({}), path.join(parent, "file"))).toThrow("it is not a directory");
    expect(readFileSync(path.join(parent, "photos/cat.jpg"), "utf8")).toBe("cat");
  });

  it("fills an empty directory", () => {
    const { output, stage } = published({});
    const empty = path.join(path.dirname(output), "empty");
    mkdirSync(empty);
    expect(publishSync(stage({ a: "" }), empty).added).toEqual(["a", "manifest.json"]);
  });

  it("recovers the tree that a run killed between two renames left aside", () => {
    const { output } = published({ a: "old" });
    renameSync(output, `${output}.previous`);
    recoverSync(output);
    expect(look(output)).toEqual({ ...manifest, a: "old" });
    expect(readdirSync(path.dirname(output))).toEqual(["cdk.out"]);
  });
});

describe("exchangeSync", () => {
  it("never leaves a moment without the directory", async () => {
    const parent = scratch();
    put(parent, { "a/name": "x", "b/name": "x" });
    // Another process looks all the time: one of its looks would fall between two renames.
    const watcher = spawn("sh", ["-c", "while cat a/name >/dev/null; do echo; done"], {
      cwd: parent,
      stdio: ["ignore", "pipe", "ignore"],
    });
    await new Promise((resolve) => watcher.stdout.once("data", resolve));
    watcher.stdout.resume();
    for (let round = 0; round < 100; round += 1) {
      exchangeSync(path.join(parent, "a"), path.join(parent, "b"), path.join(parent, "previous"));
      await new Promise(setImmediate);
    }
    expect(watcher.exitCode).toBeNull();
    watcher.kill();
  }, 60_000);
});
