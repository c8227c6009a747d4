import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { library, nixpkgsWith, noCache, project, runIn, type Project, type Run } from "../../cli/project";
import { look } from "../../platform/files/scratch";
import { watching } from "../watch/watching";

/** Two flakes, each with one small host, whose image needs nothing of nixpkgs. */
const program = `
const fs = require("node:fs");
const out = process.env.CDKNIX_OUTDIR;
const flake = (host) => ({ directory: host + "-flake", release: "24.05", lockFile: host + ".lock", files: {}, hosts: { [host]:
  { class: null, system: "x86_64-linux", release: "24.05", installable: "isos." + host, isoName: host + ".iso" } } });
const text = (host) => \`{
  inputs.nixpkgs.url = "\${process.env.NIXPKGS ?? "github:NixOS/nixpkgs/nixos-24.05"}";
  outputs = { self, nixpkgs }: { isos.\${host} = derivation { name = "iso-\${host}"; system = "x86_64-linux"; builder = "/bin/sh";
    PATH = "/usr/bin:/bin"; args = [ "-c" "mkdir -p $out/iso; cat \${"\${./text}"} > $out/iso/\${host}.iso" ]; }; };
}\`;
for (const host of ["a", "b"]) {
  fs.mkdirSync(out + "/" + host + "-flake", { recursive: true });
  fs.writeFileSync(out + "/" + host + "-flake/flake.nix", text(host));
  fs.writeFileSync(out + "/" + host + "-flake/text", process.env.TEXT ?? "x");
}
fs.writeFileSync(out + "/manifest.json", JSON.stringify({ version: 1, flakes: { "a-flake": flake("a"), "b-flake": flake("b") } }));
`;

function made(nixpkgs: string | undefined): Project {
  const config = { app: "node main.js", nixpkgs, nix: { options: { sandbox: false } } };
  return project({ "main.js": program, "cdk.json": JSON.stringify(config) });
}

/** Expects that the commands that use a host's last image accept it. */
function expectUpToDate({ directory, run }: Project, host: string): void {
  const disk = path.join(directory, "disk.img");
  writeFileSync(disk, "");
  execFileSync("truncate", ["--size", "1M", disk]);
  expect(run(["flash", host, disk, "--kind", "file", "--yes", "-q"])).toMatchObject({ code: 0 });
  // Rejected because the image is none, not because it is out of date.
  expect(run(["inspect", host, "-q"]).stderr).not.toContain("out of date");
  // Rejected because QEMU is missing.
  expect(run(["vm", host, "--no-build", "-q"], { PATH: withoutQemu(directory) }).stderr).toMatch(
    /^error\[vm-program-missing/,
  );
}

function withoutQemu(directory: string): string {
  const programs = path.join(directory, "programs");
  mkdirSync(programs, { recursive: true });
  for (const name of ["git", "node", "setpriv", "ssh-keygen"]) {
    const found = execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    rmSync(path.join(programs, name), { force: true });
    symlinkSync(found, path.join(programs, name));
  }
  return programs;
}

/** A project whose hosts are built, and its output. */
function built(nixpkgs: string | undefined, env: Readonly<Record<string, string>> = {}): Built {
  const project = made(nixpkgs);
  const run: Project["run"] = (args, more = {}) => project.run([...args], { ...env, ...more });
  expect(run(["-q", ...noCache])).toMatchObject({ code: 0, stderr: "" });
  return { ...project, run, before: project.output() };
}

interface Built extends Project {
  readonly before: Record<string, string>;
}

describe.each([
  ["the offline base", "embedded"],
  ["a directory", "./nixpkgs"],
  ["a reference that only Nix can resolve", "file:<project>/nixpkgs.tar.gz"],
])("with %s instead of nixpkgs", (_, nixpkgs) => {
  let shared: Built;
  beforeAll(() => {
    shared = withTarball(nixpkgs);
  });

  it.each([
    ["synth --no-build", ["--no-build"]],
    ["synth a --no-build", ["a", "--no-build"]],
    ["synth --no-build --offline", ["--no-build", "--offline"]],
    ["synth list", ["list"]],
    ["synth diff", ["diff"]],
    ["synth diff --built", ["diff", "--built", ...noCache]],
    ["synth --dry-run", ["--dry-run", ...noCache]],
    ["synth a --dry-run", ["a", "--dry-run", ...noCache]],
    ["synth b", ["b", ...noCache]],
  ])("%s keeps the images up to date", (_name, args) => {
    const { code, stderr } = shared.run(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringMatching(/cdk\.out: \d/) as string });
    expect(shared.output()).toEqual(shared.before);
    for (const host of ["a", "b"]) expectUpToDate(shared, host);
  });

  it("synth watch keeps the images up to date", async () => {
    const { until, interrupt } = watching(shared.directory);
    expect(await until("")).toContain("cdk.out: unchanged\n");
    await interrupt();
    expect(shared.output()).toEqual(shared.before);
  });

  it("undoing a change makes the images up to date again", () => {
    const texts = look(path.join(shared.directory, "cdk.out"));
    shared.run(["--no-build"], { TEXT: "y", NIXPKGS: "github:NixOS/nixpkgs/nixos-24.11" });
    expect(shared.run(["flash", "a", "/dev/null"]).stderr).toContain("error[build-outdated]");
    shared.run(["--no-build"]);
    expect(look(path.join(shared.directory, "cdk.out"))).toEqual(texts);
    expectUpToDate(shared, "a");
  });

  it("a run without the replacement keeps the images up to date, and the next one with it restores the lock files", () => {
    const texts = look(path.join(shared.directory, "cdk.out"));
    const config = path.join(shared.directory, "cdk.json");
    const text = readFileSync(config, "utf8");
    writeFileSync(config, JSON.stringify({ ...(JSON.parse(text) as object), nixpkgs: undefined }));
    expect(shared.run(["--no-build"]).stderr).toContain("cdk.out: 2 removed");
    expectUpToDate(shared, "a");
    writeFileSync(config, text);
    expect(shared.run(["--no-build"]).stderr).toContain("cdk.out: 2 added");
    expect(look(path.join(shared.directory, "cdk.out"))).toEqual(texts);
  });

  it("a change of the program makes the images outdated, with the replacement and without it", () => {
    const config = path.join(shared.directory, "cdk.json");
    const text = readFileSync(config, "utf8");
    writeFileSync(config, JSON.stringify({ ...(JSON.parse(text) as object), nixpkgs: undefined }));
    shared.run(["--no-build"], { TEXT: "y" });
    expect(shared.run(["flash", "a", "/dev/null"]).stderr).toContain("error[build-outdated]");
    writeFileSync(config, text);
    shared.run(["--no-build"]);
    expectUpToDate(shared, "a");
  });

  it("building one flake keeps the image of the other one up to date", () => {
    const { code, stderr } = shared.run(["a", "--force", "-q", ...noCache]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expectUpToDate(shared, "b");
  });
});

function withTarball(nixpkgs: string): Built {
  const project = made(nixpkgs);
  const { directory } = project;
  execFileSync("tar", ["--create", "--gzip", "--file=nixpkgs.tar.gz", "nixpkgs"], { cwd: directory });
  const config = path.join(directory, "cdk.json");
  writeFileSync(config, readFileSync(config, "utf8").replace("<project>", directory));
  expect(project.run(["-q", ...noCache])).toMatchObject({ code: 0, stderr: "" });
  return { ...project, before: project.output() };
}

describe("with the flake's own nixpkgs", () => {
  it.each([
    ["synth --no-build", ["--no-build"]],
    ["synth --dry-run", ["--dry-run", ...noCache]],
    ["synth lock", ["lock", ...noCache]],
    ["synth b", ["b", ...noCache]],
  ])("%s keeps the images up to date", (_name, args) => {
    const own = project();
    const env = { NIXPKGS: `path:${own.directory}/nixpkgs` };
    const { before, run, output, ...rest } = built(undefined, env);
    expect(run(args)).toMatchObject({ code: 0 });
    expect(output()).toEqual(before);
    expectUpToDate({ ...rest, run, output }, "a");
  });
});

describe("a program that runs without the command line", () => {
  const constructs = `
const { App, Flake, Host, IsoImage, Nixpkgs } = require(${JSON.stringify(library)});
const app = new App();
const flake = new Flake(app, "dot", { nixpkgs: Nixpkgs.release("24.05") });
const host = new Host(flake, "a", { system: "x86_64-linux" });
new IsoImage(host, "image", {});
app.synth();
`;
  const nixpkgs = nixpkgsWith(`
  lib.nixosSystem = _: let
    self = {
      config.system.build.isoImage = make "a.iso" "mkdir -p $out/iso; echo a > $out/iso/a.iso";
      extendModules = _: self;
    };
  in self;
`);

  it.each([[[]], [["--profile", "dev"]]])("keeps an image that is built with the options %j up to date", (options) => {
    const own = project({ "main.js": constructs, "nixpkgs/flake.nix": nixpkgs });
    expect(own.run(["-q", ...options, ...noCache])).toMatchObject({ code: 0, stderr: "" });
    const before = own.output();
    const alone: Run = runIn(own.directory, ["node", "main.js"]);
    expect(alone).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(own.output()).toEqual(before);
    expect(own.run(["--no-build", "-q", ...options])).toMatchObject({ code: 0, stderr: "" });
    expect(own.output()).toEqual(before);
    expect(own.run(["flash", "a", "/dev/null", ...options]).stderr).toContain("error[device-not-block]");
  });
});
