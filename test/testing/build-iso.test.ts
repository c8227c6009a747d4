import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import * as path from "node:path";
import { buildIso, ExpectationError, type BuildOptions } from "cdknix/testing";
import { project } from "../cli/project";
import { put } from "../platform/files/scratch";

/** A message without the parts that differ between machines and runs. */
async function messageOf(options: BuildOptions, directory: string): Promise<string> {
  const error = await buildIso(options).catch((caught: unknown) => caught);
  if (!ExpectationError.isExpectationError(error)) throw new Error(`no ExpectationError: ${String(error)}`);
  return error.message
    .replaceAll(directory, "<project>")
    .replaceAll(process.execPath, "node")
    .replaceAll(path.resolve("bin"), "bin")
    .replace(/after [\d.]+ s/, "after 1.0 s");
}

// No substituters, so that the tests need no network. The builder is this machine's shell, which a sandbox would hide.
const config = {
  app: "node main.js",
  nixpkgs: "./nixpkgs",
  nix: { substituters: [], options: { sandbox: false } },
};

describe("buildIso", () => {
  const { directory } = project({ "cdk.json": JSON.stringify(config) });
  const inProject = { projectDirectory: directory };

  it("returns what synth --json prints for the host", async () => {
    const built = await buildIso({ ...inProject, host: "b" });
    expect(built).toEqual({
      host: "b",
      kind: "image",
      iso: `${built.storePath}/iso/b.iso`,
      size: 2,
      sha256: "0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f",
      checksum: path.join(directory, "cdk.out.test/b.images/b/b.iso.sha256"),
      sbom: null,
      storePath: expect.stringMatching(/^\/nix\/store\/[a-z0-9]{32}-iso-b$/) as string,
      drvPath: expect.stringMatching(/^\/nix\/store\/[a-z0-9]{32}-iso-b\.drv$/) as string,
    });
    expect(readFileSync(built.iso, "utf8")).toBe("b\n");
  });

  it("leaves the project's own output and result alone, and keeps the ISO from the garbage collector", async () => {
    const { storePath } = await buildIso({ ...inProject, host: "b" });
    expect(readdirSync(directory).sort()).toEqual(["cdk.json", "cdk.out.test", "main.js", "nixpkgs"]);
    expect(readlinkSync(path.join(directory, "cdk.out.test/b.result"))).toBe(storePath);
  });

  it("writes to another output directory if one is set", async () => {
    const { checksum } = await buildIso({ ...inProject, host: "a", output: "build/flakes" });
    expect(checksum).toBe(path.join(directory, "build/flakes.images/a/a.iso.sha256"));
    expect(existsSync(path.join(directory, "build/flakes/dot/flake.nix"))).toBe(true);
    expect(existsSync(path.join(directory, "build/flakes.result/iso/a.iso"))).toBe(true);
  });

  it("passes program and context unchanged, including special characters", async () => {
    const value = `it's "$HOME" = \n--host`;
    put(directory, { "context.js": "console.error(process.env.CDKNIX_CONTEXT_JSON); process.exit(7);" });
    const options = { ...inProject, host: "a", app: "node context.js", context: { key: value } };
    expect(await messageOf(options, directory)).toContain(JSON.stringify({ key: value }).slice(1, -1));
  });

  it("fails with the command line and the errors of the program", async () => {
    const message = await messageOf({ ...inProject, host: "c", profile: "dev" }, directory);
    const [before, stderr] = message.split("stderr, last lines:\n");
    expect(before).toMatchInlineSnapshot(`
     "synth failed to build the ISO of c
       command: node bin/cdknix.js synth --json --quiet --profile=dev --output=<project>/cdk.out.test/c --out-link=<project>/cdk.out.test/c.result -- c
       in:      <project>
       ended:   exit code 1 after 1.0 s
     "
    `);
    expect(stderr).toMatch(/^ {2}\| error\[host-unknown\]: .*"c"/);
  });

  it("shows the last lines of a long stderr", async () => {
    put(directory, {
      "long.js": "for (let line = 1; line <= 99; line++) console.error(`line ${line}`); process.exit(1);",
    });
    const message = await messageOf({ ...inProject, host: "a", app: "node long.js" }, directory);
    expect(message).not.toContain("| line 39\n");
    expect(message).toContain("| line 99\n");
  });

  it("fails with the error of Nix", async () => {
    put(directory, { "broken/flake.nix": '{ outputs = { self }: { lib.iso = throw "no ISO today"; }; }' });
    const message = await messageOf({ ...inProject, host: "a", nixpkgs: "./broken" }, directory);
    expect(message).toContain("\n  ended:   exit code 3 after 1.0 s\nstderr, last lines:\n");
    expect(message).toContain("no ISO today");
  });

  it("rejects a project directory that does not exist", async () => {
    const options = { host: "a", projectDirectory: path.join(directory, "elsewhere") };
    expect(await messageOf(options, directory)).toMatchInlineSnapshot(`
     "there is no project directory <project>/elsewhere
       fix: pass the directory that has cdk.json as projectDirectory, or run the test in it"
    `);
  });

  it.each(["", ".", "../a", "a b", "a/b/c", "*"])("rejects %j, which cannot be the name of a host", async (host) => {
    expect(await messageOf({ ...inProject, host }, directory)).toMatch(/ is not a host name\n {2}fix: /);
  });

  it.each(["", "a=b"])("rejects the context key %j", async (key) => {
    expect(await messageOf({ ...inProject, host: "a", context: { [key]: "x" } }, directory)).toContain(
      `the context key "${key}" is empty or contains "="\n`,
    );
  });
});
