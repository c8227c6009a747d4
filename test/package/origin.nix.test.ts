import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
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

  it("this version for a global installation, which records no source, and says so", async () => {
    const prefix = path.join(directory, "global");
    await installInto(directory, "--global", "--prefix", prefix, made.packed.tarball);
    const { cdknix, stderr } = await init([path.join(prefix, "bin/synth"), "init", "made"]);
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(cdknix).toBe(`^${version}`);
    expect(stderr.replaceAll(version, "<version>")).toContain(
      [
        "info[origin-unknown]: package.json requires cdknix ^<version> from the npm registry",
        "  why:   this installation of cdknix does not record where it came from",
        "  fix:   if `npm install` does not find this version, set `cdknix` in package.json to a tarball or directory, such as file:../cdknix-<version>.tgz",
      ].join("\n"),
    );
  });
});
