import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { copyProject } from "../build/project-copy";
import { run } from "../build/run";
import { put, scratch } from "../platform/files/scratch";
import { installation, installInto, type Installation } from "./packed";

// The specifier of cdknix that `synth init` writes, for each way to get the command line, with the real package managers.
let made: Installation;
let directory: string;

beforeAll(async () => {
  made = await installation();
});

beforeEach(() => {
  directory = scratch();
  put(directory, { "package.json": '{ "private": true }' });
});

/** Runs a command that makes the project `made`; returns its messages, and the absolute path or specifier of cdknix. */
async function init(argv: readonly [string, ...string[]], env: Readonly<Record<string, string>> = {}) {
  const { stderr } = await run(argv, { cwd: directory, env });
  const project = path.join(directory, "made");
  const { dependencies } = JSON.parse(readFileSync(path.join(project, "package.json"), "utf8")) as {
    dependencies: { cdknix: string };
  };
  const { cdknix } = dependencies;
  return { stderr, cdknix: cdknix.startsWith("file:") ? path.resolve(project, cdknix.slice("file:".length)) : cdknix };
}

/** A git repository with the contents of the package, which npm installs without building it. */
async function packageRepository(): Promise<string> {
  const repository = path.join(directory, "repository");
  mkdirSync(repository);
  await run(["tar", "-xzf", made.packed.tarball, "--strip-components=1"], { cwd: repository });
  const content = JSON.parse(readFileSync(path.join(repository, "package.json"), "utf8")) as Record<string, unknown>;
  put(repository, { "package.json": JSON.stringify({ ...content, scripts: {}, devDependencies: {} }) });
  await run(["git", "init", "--quiet", "--initial-branch=main"], { cwd: repository });
  await run(["git", "add", "--all", "--force"], { cwd: repository });
  const who = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgSign=false"];
  await run(["git", ...who, "commit", "--quiet", "--message=test"], { cwd: repository });
  return repository;
}

describe("synth init writes", () => {
  it("the tarball that npx runs, which the new project can install and use", async () => {
    // A cache of its own, in which npx leaves nothing behind.
    const env = { npm_config_cache: path.join(directory, "cache") };
    const { cdknix } = await init(["npx", "--yes", `file:${made.packed.tarball}`, "init", "made"], env);
    expect(cdknix).toBe(made.packed.tarball);
    const project = path.join(directory, "made");
    await installInto(project);
    const { stderr } = await run(["npx", "synth", "--no-build"], { cwd: project });
    expect(stderr).toMatch(/cdk\.out: \d+ added$/);
  });

  it("the tarball that the project requires, also for npx with a command", async () => {
    await installInto(directory, made.packed.tarball);
    expect((await init(["npx", "synth", "init", "made"])).cdknix).toBe(made.packed.tarball);
  });

  it("the git URL with the branch", async () => {
    const url = `git+file://${await packageRepository()}#main`;
    await installInto(directory, url);
    expect((await init(["npx", "synth", "init", "made"])).cdknix).toBe(url);
  });

  it("the checkout, if that is what runs or what npm links to", async () => {
    const checkout = await copyProject(path.join(directory, "checkout"), path.resolve("."));
    expect((await init([process.execPath, path.join(checkout, "bin/cdknix.js"), "init", "made"])).cdknix).toBe(
      checkout,
    );
    rmSync(path.join(directory, "made"), { recursive: true });

    // As npm link makes it, which would also install packages into the checkout.
    mkdirSync(path.join(directory, "node_modules"));
    symlinkSync("../checkout", path.join(directory, "node_modules/cdknix"));
    const linked = path.join(directory, "node_modules/cdknix/bin/cdknix.js");
    expect((await init([process.execPath, linked, "init", "made"])).cdknix).toBe(checkout);
  });

  it("the tarball that pnpm installed", async () => {
    const pnpm = ["npm", "exec", "--yes", "--package=pnpm@9", "--", "pnpm"] as const;
    const env = {
      npm_config_store_dir: path.join(directory, "store"),
      npm_config_cache: path.join(directory, "cache"),
    };
    await run([...pnpm, "add", made.packed.tarball], { cwd: directory, env });
    expect((await init(["node_modules/.bin/synth", "init", "made"])).cdknix).toBe(made.packed.tarball);
  });

  describe("for a global installation, which records no source,", () => {
    let synth: string;
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

    beforeEach(async () => {
      const prefix = path.join(directory, "global");
      await installInto(directory, "--global", "--prefix", prefix, made.packed.tarball);
      synth = path.join(prefix, "bin/synth");
    });

    it("a copy in the project, which the project installs, if the registry has no such version", async () => {
      const { cdknix, stderr } = await init([synth, "init", "made"], { npm_config_registry: "http://127.0.0.1:9" });
      const project = path.join(directory, "made");
      expect(cdknix).toBe(path.join(project, `cdknix-${version}.tgz`));
      expect(stderr.replaceAll(version, "<version>")).toContain(
        [
          "info[origin-copied]: the project installs cdknix from cdknix-<version>.tgz, a copy of this installation",
          "  why:   this installation does not record where it came from, and npm finds no cdknix ^<version> in its registry",
          "  fix:   nothing needs to be done; to use the npm registry later, run npm install cdknix@^<version>, and remove the copy",
        ].join("\n"),
      );
      await installInto(project);
      expect((await run(["npx", "synth", "--no-build"], { cwd: project })).stderr).toMatch(/cdk\.out: \d+ added$/);
      expect((await run(["git", "status", "--short"], { cwd: project })).stdout).not.toContain(".tgz");
    });

    it("the version if the registry has it", async () => {
      const registry = createServer((_, response) => {
        const versions = { [version]: { name: "cdknix", version, dist: { tarball: "http://127.0.0.1/cdknix.tgz" } } };
        response.end(JSON.stringify({ name: "cdknix", "dist-tags": { latest: version }, versions }));
      });
      await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
      const { port } = registry.address() as AddressInfo;
      const env = {
        npm_config_registry: `http://127.0.0.1:${String(port)}`,
        npm_config_cache: path.join(directory, "cache"),
      };
      const { cdknix, stderr } = await init([synth, "init", "made"], env);
      registry.close();
      expect(cdknix).toBe(`^${version}`);
      expect(stderr).not.toContain("origin-");
    });
  });
});
