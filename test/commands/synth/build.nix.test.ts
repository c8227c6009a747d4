import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import * as path from "node:path";
import { noCache, project, runIn, type Project } from "../../cli/project";
import { git, put } from "../../platform/files/scratch";

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

/** A project whose Nix records its calls; `calls` returns those since the last time. */
function watchedProject(): { readonly made: Project; readonly calls: () => readonly string[] } {
  const nix = execFileSync("sh", ["-c", "command -v nix"], { encoding: "utf8" }).trim();
  const made = project({ "bin/nix": `#!/bin/sh\necho "$*" >>"$NIX_CALLS"\nexec ${nix} "$@"\n` });
  chmodSync(path.join(made.directory, "bin/nix"), 0o755);
  const log = path.join(made.directory, "calls");
  const surroundings = { NIX_CALLS: log, PATH: `${made.directory}/bin:${process.env.PATH ?? ""}` };
  return {
    made: { ...made, run: (args, env = {}) => made.run(args, { ...surroundings, ...env }) },
    calls: () => {
      const said = existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : [];
      rmSync(log, { force: true });
      return said;
    },
  };
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
    const summary = ["a", "b"].map((name) => {
      const hash = createHash("sha256").update(`${name}\n`).digest("hex");
      const lines = [`${name}  ${name}.iso  0.0 MB`, `  sha256 ${hash}`, `  checksum in cdk.out.images/${name}`];
      return `${lines.join("\n")}\n`;
    });
    expect(stderr).toContain(`\n${summary.join("")}done in `);
    expect(stderr).toMatch(/^done in [\d.]+ s: (?:built \d+, fetched 0|nothing to build)$/m);
  });

  it("builds hosts in parallel, with one Nix command", () => {
    const { made, calls } = watchedProject();
    const meeting = path.join(made.directory, "meeting");
    mkdirSync(meeting);
    // Build users of Nix must be able to access it.
    chmodSync(made.directory, 0o711);
    chmodSync(meeting, 0o777);
    // Each build waits until the other one is running.
    const both = "[ -e iso-a ] && [ -e iso-b ]";
    const meet = `cd ${meeting}; touch $name; for i in $(seq 600); do ${both} && break; sleep 0.1; done; ${both}`;
    build(made, ["--nix-option", "max-jobs", "2"], {
      ARGS: `script = "set -e; ${meet}; mkdir -p $out/iso; echo x > $out/iso/x.iso";`,
    });
    expect(calls().filter((call) => call.includes("--keep-going"))).toHaveLength(1);
  });

  it("builds one host, and prints its details as JSON", () => {
    const made = project();
    const [result, ...others] = build(made, ["b", "-q"]);
    expect(others).toEqual([]);
    expect(result).toEqual({
      host: "b",
      kind: "image",
      iso: `${result!.storePath}/iso/b.iso`,
      size: 2,
      sha256: "0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f",
      checksum: "<project>/cdk.out.images/b/b.iso.sha256",
      sbom: null,
      storePath: readlinkSync(path.join(made.directory, "result")),
      drvPath: expect.stringMatching(/^\/nix\/store\/[a-z0-9]{32}-iso-b\.drv$/) as string,
    });
  });

  it("builds the same result in another directory, even with special characters in its name", () => {
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

  it("does not start Nix if nothing changed, unless forced", () => {
    const { made, calls } = watchedProject();
    const first = build(made);
    expect(calls()).not.toEqual([]);
    const second = made.run(["--json", ...noCache]);
    expect(calls()).toEqual([]);
    expect(JSON.parse(second.stdout)).toEqual(first);
    expect(second.stderr).toContain("synth: a, b are up to date\n");
    expect(second.stderr).toMatch(/^done in [\d.]+ s: nothing to build$/m);
    expect(made.run(["--json", "--force", ...noCache]).stderr).toContain("evaluating a");
    expect(calls()).not.toEqual([]);
  });

  it("runs Nix again if the tree, an option, nixpkgs, or Nix itself changed", () => {
    const { made, calls } = watchedProject();
    build(made, ["a"]);
    const asks = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): boolean => {
      calls();
      build(made, ["a", ...args], env);
      return calls().length > 0;
    };
    expect(asks()).toBe(false);
    expect(asks([], { TEXT: "new" })).toBe(true);
    expect(asks()).toBe(true);
    expect(asks(["--nix-option", "cores", "1"])).toBe(true);
    expect(asks()).toBe(true);
    put(made.directory, { "nixpkgs/new": "" });
    expect(asks()).toBe(true);
    put(made.directory, { "bin/nix": readFileSync(path.join(made.directory, "bin/nix"), "utf8") + "\n" });
    expect(asks()).toBe(true);
    expect(asks()).toBe(false);
  }, 60_000);

  it("detects a missing result: its link or its target", () => {
    const made = project();
    const unique = {
      ARGS: `script = ": ${String(process.hrtime.bigint())}; mkdir -p $out/iso; echo x > $out/iso/x.iso";`,
    };
    const [first] = build(made, ["a"], unique);
    rmSync(path.join(made.directory, "result"));
    expect(made.run(["a", ...noCache], unique).stderr).toContain("evaluating a");
    expect(readlinkSync(path.join(made.directory, "result"))).toBe(first?.storePath);
    const collected = runIn(made.directory, ["nix-store", "--delete", "--ignore-liveness", first!.storePath]);
    expect(collected.stdout + collected.stderr).toContain("1 store paths deleted");
    const again = made.run(["a", ...noCache], unique);
    expect(again.stderr).toContain("synth: the ISO of a is no longer in the store\n");
    expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 0, stdout: `${first!.iso}\n` });
  });

  it("prints a plan and writes nothing with --dry-run", () => {
    const made = project();
    const unique = String(process.hrtime.bigint());
    const { code, stdout, stderr } = made.run(["a", "--dry-run", ...noCache], { ARGS: `script = "${unique}";` });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toMatch(/will be built:\n {2}\/nix\/store\/[a-z0-9]+-iso-a\.drv/);
    expect(readdirSync(made.directory)).toEqual(["cdk.json", "cdk.out.lock", "main.js", "nixpkgs"]);
  });
});

describe("a store of the user's own", () => {
  it("contains the ISO, and the link points into it", () => {
    const made = project();
    const store = path.join(made.directory, "store");
    const hostPaths = ["/bin", "/lib", "/lib64", "/usr"].filter((name) => existsSync(name)).join(" ");
    // Building in another store requires a sandbox, where the builder sees it as /nix/store.
    const args = ["a", "--store", store, "--nix-option", "sandbox", "true"];
    args.push("--nix-option", "sandbox-paths", hostPaths);
    const [result] = build(made, args);
    expect(result?.iso).toBe(`<project>/store${result!.storePath}/iso/a.iso`);
    expect(readFileSync(path.join(made.directory, "result/iso/a.iso"), "utf8")).toBe("a\n");
    expect(made.run([...noCache, ...args]).stderr).not.toContain("evaluating");
    runIn(made.directory, ["chmod", "-R", "u+w", store]);
  });
});

describe("the link to a result", () => {
  it("does not replace a file of the user", () => {
    const { code, stderr } = project({ "result/mine": "" }).run(["a", ...noCache]);
    expect(code).toBe(1);
    expect(stderr).toContain("error[link-not-made]: cannot create the link <project>/result\n");
    expect(stderr).not.toContain("building");
  });
});

describe("a Nix error", () => {
  it("in the evaluation exits with code 3, and shows the construct and line of the file", () => {
    const { code, stdout, stderr } = project().run(["a", ...noCache], { ARGS: "nonsense = 1;" });
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toMatch(/^error\[evaluation-failed\]: dot\/flake: .*called with unexpected argument 'nonsense'$/m);
    expect(stderr).toMatch(/^ {2}at: {4}main\.js:3$/m);
    expect(stderr).toMatch(
      /^Nix cannot evaluate the ISO of a\n {2}\| error: .*called with unexpected argument 'nonsense'/m,
    );
  });

  it("in the build exits with code 4, and shows the last lines of the log", () => {
    const script = `script = "echo oh dear ${String(process.hrtime.bigint())}; exit 3";`;
    const made = project();
    const { code, stdout, stderr } = made.run(["a", ...noCache], { ARGS: script });
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(stderr).toMatch(/^error\[build-failed\]: Nix cannot build the ISO of a$/m);
    expect(stderr).toMatch(/^ {2}\| +> oh dear/m);
    expect(stderr.match(/oh dear/g)).toHaveLength(1);
    expect(existsSync(path.join(made.directory, "result"))).toBe(false);
  });

  it("exits with code 4 if the build result contains no ISO", () => {
    const { code, stderr } = project().run(["a", ...noCache], { ARGS: 'script = "mkdir $out";' });
    expect(code).toBe(4);
    expect(stderr).toMatch(/^error\[iso-not-found\]: the build of a has no ISO in \/nix\/store\/[^/]+\/iso$/m);
  });

  it("shows the command, its exit code and time with -v", () => {
    const { stderr } = project().run(["a", "-v", ...noCache], { ARGS: "nonsense = 1;" });
    expect(stderr).toMatch(/command: nix path-info .*'path:\S+|command: nix path-info .* path:\S+/);
    expect(stderr).toMatch(/ended: {3}exit code 1 after \d/);
  });
});

describe("the lock file", () => {
  it("of a build with another nixpkgs locks its store path as the flake's nixpkgs, and is not written to the project", () => {
    const made = project();
    build(made);
    const node = lockOf(path.join(made.directory, "cdk.out/dot")).nodes.nixpkgs;
    expect(node?.original).toEqual({ type: "github", owner: "NixOS", repo: "nixpkgs", ref: "nixos-24.05" });
    expect(node?.locked).toMatchObject({ type: "path", path: expect.stringMatching(/^\/nix\/store\//) as string });
    expect(existsSync(path.join(made.directory, "flake.lock"))).toBe(false);
  });

  it("is used by later commands without changes or network access", () => {
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

  it("of the project is created once, kept, and not changed with --ci", () => {
    const made = project({ "cdk.json": '{ "app": "node main.js" }' });
    // A flake whose input is a directory can be locked without network access.
    const nixpkgs = path.join(made.directory, "nixpkgs");
    const program = readFileSync(path.join(made.directory, "main.js"), "utf8");
    put(made.directory, { "main.js": program.replaceAll("github:NixOS/nixpkgs/nixos-24.05", `path:${nixpkgs}`) });
    const refused = made.run(["--ci", ...noCache]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^error\[lock-outdated\]: flake\.lock is out of date$/m);
    expect(existsSync(path.join(made.directory, "flake.lock"))).toBe(false);
    build(made);
    expect(lockOf(made.directory).nodes.nixpkgs?.original).toEqual({ type: "path", path: nixpkgs });
    expect(lockOf(path.join(made.directory, "cdk.out/dot"))).toEqual(lockOf(made.directory));
    expect(made.run(["--ci", ...noCache]).code).toBe(0);
  });

  it("is found in a git work tree even if git does not track it", () => {
    const made = project();
    git(made.directory, "init", "-q");
    git(made.directory, "add", "nixpkgs");
    expect(build(made, ["a"])).toHaveLength(1);
  });
});
