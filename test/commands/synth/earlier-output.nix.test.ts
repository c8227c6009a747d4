import { mkdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import * as path from "node:path";
import { digestTreeSync } from "../../../lib/platform/files/digest";
import { noCache, project, type Project } from "../../cli/project";
import { put } from "../../platform/files/scratch";

/** A project with output whose program was deleted. */
function written(): Project {
  const made = project();
  expect(made.run(["--no-build"]).code).toBe(0);
  rmSync(path.join(made.directory, "main.js"));
  return made;
}

describe("--app with the output of an earlier run", () => {
  it("builds it without the program, and does not change it", () => {
    const { directory, run, output } = written();
    const { "manifest.json": before } = output();
    const { code, stdout } = run(["a", "--app", "cdk.out", ...noCache]);
    expect(code).toBe(0);
    expect(readFileSync(stdout.trimEnd(), "utf8")).toBe("a\n");
    expect(output()["manifest.json"]).toBe(before);
    // The lock file from this build does not cause another lock or build.
    expect(run(["a", "--app", "cdk.out", ...noCache]).stderr).toContain("synth: a is up to date\n");
    expect(readlinkSync(path.join(directory, "result"))).toBe(path.dirname(path.dirname(stdout.trimEnd())));
  });

  it("lists its hosts, and copies it to --output", () => {
    const { directory, run } = written();
    expect(run(["list", "--app", "cdk.out", "--json"]).stdout).toContain('"host": "a"');
    expect(run(["--no-build", "--app", "cdk.out", "--output", "other"]).code).toBe(0);
    expect(digestTreeSync(path.join(directory, "other"))).toBe(digestTreeSync(path.join(directory, "cdk.out")));
  });

  it("rejects a directory that is not an output", () => {
    const { directory, run } = written();
    mkdirSync(path.join(directory, "empty"));
    expect(run(["--no-build", "--app", "./empty"])).toMatchObject({ code: 2, stdout: "" });
  });

  it("rejects an output of another version of cdknix", () => {
    const { directory, run } = written();
    put(directory, { "cdk.out/manifest.json": '{ "version": 2, "flakes": {} }' });
    expect(run(["--no-build", "--app", "cdk.out"])).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "error[manifest-not-understood]: this version of cdknix cannot read the manifest.json that the program wrote
       why:   version: Invalid input: expected 1
       fix:   use the same version of cdknix for the program and the command line (see npm ls cdknix)
       docs:  https://cdknix.example/errors/manifest-not-understood
     ",
       "stdout": "",
     }
    `);
  });
});

describe("--out-link", () => {
  it("sets the name of the link, or its prefix for several hosts", () => {
    const { directory, run } = project();
    const built = run(["a", "--out-link", "links/image", ...noCache]);
    expect(built.stderr).not.toContain("error");
    expect(readlinkSync(path.join(directory, "links/image"))).toMatch(/-iso-a$/);
    expect(run(["--out-link", "links/image", ...noCache]).code).toBe(0);
    expect(readlinkSync(path.join(directory, "links/image-b"))).toMatch(/-iso-b$/);
  });
});

describe("--tree-hash", () => {
  it("accepts a tree with this hash", () => {
    const { directory, run } = written();
    const hash = digestTreeSync(path.join(directory, "cdk.out/dot"));
    expect(run(["a", "--app", "cdk.out", "--tree-hash", hash, ...noCache]).code).toBe(0);
    // The tree now has a lock file, which the program did not write.
    expect(run(["a", "--app", "cdk.out", "--tree-hash", hash, ...noCache]).code).toBe(0);
  });

  it("rejects any other tree, and does not change the output", () => {
    const { run, output } = project();
    run(["--no-build"]);
    const before = output();
    const hash = "0".repeat(64);
    expect(run(["a", "--tree-hash", hash], { TEXT: "y" })).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "synth: running node main.js
     error[tree-differs]: the flake dot does not match --tree-hash
       why:   its hash is d9e50c1c424407bfc21e52bd9248a4bd01817abdcd5d70c8d84927f7b02fb71b, not 0000000000000000000000000000000000000000000000000000000000000000: the program has changed or was run again since then
       fix:   synthesize again; with Terraform, plan again: npx synth --no-build, then terraform plan
       docs:  https://cdknix.example/errors/tree-differs
     ",
       "stdout": "",
     }
    `);
    expect(run(["--no-build", "--tree-hash", hash], { TEXT: "y" }).code).toBe(1);
    expect(output()).toEqual(before);
  });
});
