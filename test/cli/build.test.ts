import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import * as path from "node:path";
import { git, put } from "../effects/scratch";
import { project, runIn, type Project } from "./project";

/** No cache is asked, so that no test waits for a network that may not be there. */
const noCache = ["--nix-option", "substituters", ""];

interface Result {
  readonly host: string;
  readonly iso: string;
  readonly size: number;
  readonly sha256: string;
  readonly storePath: string;
  readonly drvPath: string;
}

function build(
  { run }: Project,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): readonly Result[] {
  const { code, stdout, stderr } = run(["--json", ...noCache, ...args], env);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as readonly Result[];
}

function lockOf(directory: string): {
  nodes: Record<string, { locked?: Record<string, unknown>; original?: unknown }>;
} {
  return JSON.parse(readFileSync(path.join(directory, "flake.lock"), "utf8")) as ReturnType<typeof lockOf>;
}

describe("synth", () => {
  it("builds every host, prints their ISOs and links them", () => {
    const { directory, run } = project();
    const { code, stdout, stderr } = run(noCache);
    expect(code).toBe(0);
    const isos = stdout.trimEnd().split("\n");
    expect(isos.map((iso) => readFileSync(iso, "utf8"))).toEqual(["a\n", "b\n"]);
    expect(isos.map((iso) => path.basename(iso))).toEqual(["a.iso", "b.iso"]);
    expect(readlinkSync(path.join(directory, "result-a"))).toBe(path.dirname(path.dirname(isos[0]!)));
    expect(stderr).toMatch(/^a {2}a\.iso {2}0\.0 MB\nb {2}b\.iso {2}0\.0 MB\ndone in \d+\.\d s$/m);
  });

  it("builds one host, and tells everything about it as JSON", () => {
    const made = project();
    const [result, ...others] = build(made, ["b", "-q"]);
    expect(others).toEqual([]);
    expect(result).toEqual({
      host: "b",
      iso: `${result!.storePath}/iso/b.iso`,
      size: 2,
      sha256: "0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f",
      storePath: readlinkSync(path.join(made.directory, "result")),
      drvPath: expect.stringMatching(/^\/nix\/store\/[a-z0-9]{32}-iso-b\.drv$/) as string,
    });
  });

  it("comes to the same in another directory, one with a strange name too", () => {
    const [first] = build(project(), ["a"]);
    const second = project();
    const inner = path.join(second.directory, "a strange (name) #1?%20ü");
    put(
      inner,
      Object.fromEntries(
        ["cdk.json", "main.js", "nixpkgs/flake.nix"].map((name) => [
          name,
          readFileSync(path.join(second.directory, name), "utf8"),
        ]),
      ),
    );
    const run: Project["run"] = (args) => runIn(inner, [process.execPath, path.resolve("bin/cdknix.js"), ...args]);
    expect(build({ ...second, run }, ["a"])[0]?.drvPath).toBe(first?.drvPath);
  });

  it("does not ask Nix again about what did not change, unless forced or the link is gone", () => {
    const made = project();
    const first = build(made);
    const steps = (args: readonly string[] = []): string => made.run(["--json", ...noCache, ...args]).stderr;
    expect(steps()).not.toContain("evaluating");
    expect(build(made)).toEqual(first);
    expect(steps(["--force"])).toContain("evaluating a");
    rmSync(path.join(made.directory, "result-a"));
    expect(steps()).toMatch(/evaluating a\n(?!.*evaluating b)/s);
    expect(made.run(["--json", ...noCache], { TEXT: "new" }).stderr).toContain("evaluating a");
  });

  it("tells a plan and writes nothing with --dry-run", () => {
    const made = project();
    const unique = String(process.hrtime.bigint());
    const { code, stdout, stderr } = made.run(["a", "--dry-run", ...noCache], { ARGS: `script = "${unique}";` });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toMatch(/will be built:\n {2}\/nix\/store\/[a-z0-9]+-iso-a\.drv/);
    expect(readdirSync(made.directory)).toEqual(["cdk.json", "cdk.out.lock", "main.js", "nixpkgs"]);
  });
});

describe("a store of the user's own", () => {
  it("is built in; the ISO and the link are where it lies", () => {
    const made = project();
    const store = path.join(made.directory, "store");
    const hostPaths = ["/bin", "/lib", "/lib64", "/usr"].filter((name) => existsSync(name)).join(" ");
    // A store elsewhere can be built in only where the builder sees it as /nix/store: in a sandbox.
    const args = ["a", "--store", store, "--nix-option", "sandbox", "true"];
    args.push("--nix-option", "extra-sandbox-paths", hostPaths);
    const [result] = build(made, args);
    expect(result?.iso).toBe(`<project>/store${result!.storePath}/iso/a.iso`);
    expect(readFileSync(path.join(made.directory, "result/iso/a.iso"), "utf8")).toBe("a\n");
    expect(made.run([...noCache, ...args]).stderr).not.toContain("evaluating");
    runIn(made.directory, ["chmod", "-R", "u+w", store]);
  });
});

describe("the link to a result", () => {
  it("does not replace what the user has in its place", () => {
    const { code, stderr } = project({ "result/mine": "" }).run(["a", ...noCache]);
    expect(code).toBe(5);
    expect(stderr).toContain("error[link-not-made]: cannot make the link <project>/result\n");
  });
});

describe("a tree that Nix", () => {
  it("cannot evaluate is exit code 3, with the construct and line behind the file", () => {
    const { code, stdout, stderr } = project().run(["a", ...noCache], { ARGS: "nonsense = 1;" });
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toMatch(/^error\[evaluation-failed\]: Nix cannot evaluate the ISO of a$/m);
    expect(stderr).toMatch(/^ {2}\| +error: .*called with unexpected argument 'nonsense'/m);
    expect(stderr).toMatch(/^ {2}why: {3}flake\.nix is written by dot\/flake \(main\.js:3\)$/m);
  });

  it("cannot build is exit code 4, with the last lines of the log", () => {
    const script = `script = "echo oh dear ${String(process.hrtime.bigint())}; exit 3";`;
    const made = project();
    const { code, stdout, stderr } = made.run(["a", ...noCache], { ARGS: script });
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(stderr).toMatch(/^error\[build-failed\]: Nix cannot build the ISO of a$/m);
    expect(stderr).toMatch(/^ {2}\| +> oh dear/m);
    expect(stderr.match(/oh dear/g)).toHaveLength(1);
    expect(existsSync(path.join(made.directory, "result"))).toBe(false);
  });

  it("builds without an ISO in it is exit code 4", () => {
    const { code, stderr } = project().run(["a", ...noCache], { ARGS: 'script = "mkdir $out";' });
    expect(code).toBe(4);
    expect(stderr).toMatch(/^error\[iso-not-found\]: what Nix built for a has no ISO in \/nix\/store\/[^/]+\/iso$/m);
  });

  it("shows the command, its exit code and time with -v", () => {
    const { stderr } = project().run(["a", "-v", ...noCache], { ARGS: "nonsense = 1;" });
    expect(stderr).toMatch(/command: nix path-info .*'path:\S+|command: nix path-info .* path:\S+/);
    expect(stderr).toMatch(/ended: {3}exit code 1 after \d/);
  });
});

describe("the lock file", () => {
  it("of a build with another nixpkgs says that it is what the flake asked for, by its store path, and stays out of the project", () => {
    const made = project();
    build(made);
    const node = lockOf(path.join(made.directory, "cdk.out/dot")).nodes.nixpkgs;
    expect(node?.original).toEqual({ type: "github", owner: "NixOS", repo: "nixpkgs", ref: "nixos-24.05" });
    expect(node?.locked).toMatchObject({ type: "path", path: expect.stringMatching(/^\/nix\/store\//) as string });
    expect(existsSync(path.join(made.directory, "flake.lock"))).toBe(false);
  });

  it("is taken by every later command as it is, without a network", () => {
    const made = project();
    build(made);
    const before = made.output();
    const asRoot = process.getuid?.() === 0 ? [] : ["--map-root-user"];
    const nix = ["unshare", ...asRoot, "--net", "nix", "--extra-experimental-features", "nix-command flakes"];
    const tree = path.join(made.directory, "cdk.out/dot");
    const metadata = runIn(made.directory, [...nix, "flake", "metadata", "--json", `path:${tree}`]);
    expect(metadata.code).toBe(0);
    const evaluated = runIn(made.directory, [...nix, "eval", "--raw", `path:${tree}#isos.a.name`]);
    expect({ code: evaluated.code, stdout: evaluated.stdout }).toEqual({ code: 0, stdout: "iso-a" });
    expect(made.output()).toEqual(before);
  });

  it("of the project itself is made once, kept in the project, and not changed with --ci", () => {
    const made = project({ "cdk.json": '{ "app": "node main.js" }' });
    // A flake that asks for a directory by its path can be locked without a network.
    const nixpkgs = path.join(made.directory, "nixpkgs");
    const program = readFileSync(path.join(made.directory, "main.js"), "utf8");
    put(made.directory, { "main.js": program.replaceAll("github:NixOS/nixpkgs/nixos-24.05", `path:${nixpkgs}`) });
    const refused = made.run(["--ci", ...noCache]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^error\[lock-outdated\]: flake\.lock does not lock what the flake asks for$/m);
    expect(existsSync(path.join(made.directory, "flake.lock"))).toBe(false);
    build(made);
    expect(lockOf(made.directory).nodes.nixpkgs?.original).toEqual({ type: "path", path: nixpkgs });
    expect(lockOf(path.join(made.directory, "cdk.out/dot"))).toEqual(lockOf(made.directory));
    expect(made.run(["--ci", ...noCache]).code).toBe(0);
  });

  it("is found in a git work tree whatever git knows of it", () => {
    const made = project();
    git(made.directory, "init", "-q");
    git(made.directory, "add", "nixpkgs");
    expect(build(made, ["a"])).toHaveLength(1);
  });
});
