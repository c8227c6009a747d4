import { mkdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import * as path from "node:path";
import { digestTreeSync } from "../../../lib/platform/files/digest";
import { noCache, project, type Project } from "../../cli/project";
import { put } from "../../platform/files/scratch";

/** A project whose program has written its output, and is gone. */
function written(): Project {
  const made = project();
  expect(made.run(["--no-build"]).code).toBe(0);
  rmSync(path.join(made.directory, "main.js"));
  return made;
}

describe("--app with an output of an earlier run", () => {
  it("builds what is there, without the program, and leaves it as it is", () => {
    const { directory, run, output } = written();
    const { "manifest.json": before } = output();
    const { code, stdout } = run(["a", "--app", "cdk.out", ...noCache]);
    expect(code).toBe(0);
    expect(readFileSync(stdout.trimEnd(), "utf8")).toBe("a\n");
    expect(output()["manifest.json"]).toBe(before);
    // The lock that this made is no reason to lock or build again.
    expect(run(["a", "--app", "cdk.out", ...noCache]).stderr).toContain("synth: a is up to date\n");
    expect(readlinkSync(path.join(directory, "result"))).toBe(path.dirname(path.dirname(stdout.trimEnd())));
  });

  it("lists its hosts, and makes a second output of it where one is named", () => {
    const { directory, run } = written();
    expect(run(["list", "--app", "cdk.out", "--json"]).stdout).toContain('"host": "a"');
    expect(run(["--no-build", "--app", "cdk.out", "--output", "other"]).code).toBe(0);
    expect(digestTreeSync(path.join(directory, "other"))).toBe(digestTreeSync(path.join(directory, "cdk.out")));
  });

  it("is no output when it is any other directory", () => {
    const { directory, run } = written();
    mkdirSync(path.join(directory, "empty"));
    expect(run(["--no-build", "--app", "./empty"])).toMatchObject({ code: 2, stdout: "" });
  });

  it("is refused when another version of cdknix wrote it", () => {
    const { directory, run } = written();
    put(directory, { "cdk.out/manifest.json": '{ "version": 2, "flakes": {} }' });
    expect(run(["--no-build", "--app", "cdk.out"])).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "error[manifest-not-understood]: this version of cdknix cannot read the manifest.json that the program wrote
       why:   version: Invalid input: expected 1
       fix:   use the same version of cdknix for the program and the command line (see npm ls cdknix)
     ",
       "stdout": "",
     }
    `);
  });
});

describe("--out-link", () => {
  it("is the name of the link, and of several hosts its beginning", () => {
    const { directory, run } = project();
    const built = run(["a", "--out-link", "links/image", ...noCache]);
    expect(built.stderr).not.toContain("error");
    expect(readlinkSync(path.join(directory, "links/image"))).toMatch(/-iso-a$/);
    expect(run(["--out-link", "links/image", ...noCache]).code).toBe(0);
    expect(readlinkSync(path.join(directory, "links/image-b"))).toMatch(/-iso-b$/);
  });
});

describe("--tree-hash", () => {
  it("lets the tree be written and built that it is the hash of", () => {
    const { directory, run } = written();
    const hash = digestTreeSync(path.join(directory, "cdk.out/dot"));
    expect(run(["a", "--app", "cdk.out", "--tree-hash", hash, ...noCache]).code).toBe(0);
    // By then the tree has a lock file, which is not of the program.
    expect(run(["a", "--app", "cdk.out", "--tree-hash", hash, ...noCache]).code).toBe(0);
  });

  it("refuses any other, and leaves the output as it was", () => {
    const { run, output } = project();
    run(["--no-build"]);
    const before = output();
    const hash = "0".repeat(64);
    expect(run(["a", "--tree-hash", hash], { TEXT: "y" })).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "synth: running node main.js
     error[tree-differs]: the flake dot does not match --tree-hash
       why:   its hash is d9e50c1c424407bfc21e52bd9248a4bd01817abdcd5d70c8d84927f7b02fb71b, not 0000000000000000000000000000000000000000000000000000000000000000: the program was changed or run in between
       fix:   synthesize again; with Terraform, plan again: npx synth --no-build, then terraform plan
     ",
       "stdout": "",
     }
    `);
    expect(run(["--no-build", "--tree-hash", hash], { TEXT: "y" }).code).toBe(1);
    expect(output()).toEqual(before);
  });
});
