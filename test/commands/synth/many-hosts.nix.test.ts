import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import * as path from "node:path";
import { setTimeout } from "node:timers/promises";
import { bin, library, nixpkgsWith, noCache, project, type Project } from "../../cli/project";

/** A fake nixpkgs that rejects hosts whose name begins with `bad`. */
const nixpkgs = nixpkgsWith(`
  lib.iso = { name, ... }:
    if builtins.substring 0 3 name == "bad"
    then throw "no \${name}"
    else make "iso-\${name}" "mkdir -p $out/iso; echo \${name} > $out/iso/\${name}.iso";
`);

/** A project whose Nix runs a script before it evaluates a host; the script's arguments are those of Nix. */
function projectWithNix(script: string): { readonly made: Project; readonly environment: Record<string, string> } {
  const nix = execFileSync("sh", ["-c", "command -v nix"], { encoding: "utf8" }).trim();
  const wrapper = `#!/bin/bash
cd "$(dirname "$0")/.."
case "$*" in
  *path-info*--derivation*) ${script} ;;
esac
cd "$OLDPWD"
exec ${nix} "$@"
`;
  const made = project({ "bin/nix": wrapper, "nixpkgs/flake.nix": nixpkgs });
  const file = path.join(made.directory, "bin/nix");
  chmodSync(file, 0o755);
  return { made, environment: { PATH: `${path.dirname(file)}:${process.env.PATH ?? ""}` } };
}

/** Counts how many processes of Nix evaluate at once, for a moment that others would meet. */
const count = `touch running.$$; ls running.* | wc -l >> most; sleep 0.5; rm running.$$`;

function mostAtOnce({ directory }: Project): number {
  const log = path.join(directory, "most");
  const most = Math.max(...readFileSync(log, "utf8").trim().split("\n").map(Number));
  rmSync(log);
  return most;
}

describe("synth with several hosts", () => {
  it("evaluates as many hosts at once as --eval-jobs says, and names each", () => {
    const { made, environment } = projectWithNix(count);
    const hosts = { ...environment, HOSTS: "a b c d" };
    const three = made.run(["--dry-run", ...noCache, "--eval-jobs", "3"], hosts);
    expect({ ...three, stderr: three.stderr.match(/evaluating .*/g) }).toEqual({
      code: 0,
      stdout: "",
      stderr: ["a", "b", "c", "d"].map((name, index) => `evaluating ${name} (${String(index + 1)} of 4)`),
    });
    expect(mostAtOnce(made)).toBe(3);
    expect(made.run(["--dry-run", ...noCache, "--eval-jobs", "1"], hosts).code).toBe(0);
    expect(mostAtOnce(made)).toBe(1);
  });

  it("stops at the first host that cannot be evaluated", () => {
    const made = project({ "nixpkgs/flake.nix": nixpkgs });
    const run = made.run([...noCache, "--eval-jobs", "1"], { HOSTS: "a bad-1 b bad-2" });
    expect(run).toMatchObject({ code: 3, stdout: "" });
    expect(run.stderr).toContain("Nix cannot evaluate the ISO of bad-1");
    expect(run.stderr).not.toContain("evaluating b (");
    expect(existsSync(path.join(made.directory, "result-a"))).toBe(false);
  });

  it("builds the other hosts with --keep-going, and reports all errors at the end", () => {
    const made = project({ "nixpkgs/flake.nix": nixpkgs });
    const hosts = { HOSTS: "bad-1 a bad-2 b" };
    const run = made.run([...noCache, "--keep-going"], hosts);
    expect(run).toMatchObject({ code: 3, stdout: "" });
    const end = run.stderr.slice(run.stderr.indexOf("\n", run.stderr.indexOf("building a, b")));
    expect(end).toContain("no bad-1");
    expect(end).toContain("no bad-2");
    expect(end).toContain("2 of 4 hosts have errors: bad-1, bad-2");
    for (const host of ["a", "b"]) {
      const result = readlinkSync(path.join(made.directory, `result-${host}`));
      expect(readFileSync(path.join(result, `iso/${host}.iso`), "utf8")).toBe(`${host}\n`);
    }
    const again = made.run([...noCache, "--keep-going", "--json"], hosts);
    expect(again.stderr).toContain("a, b are up to date");
    expect(JSON.parse(again.stdout)).toMatchObject({ message: "2 of 2 hosts have errors: bad-1, bad-2" });
  });

  it("plans the other hosts with --keep-going --dry-run", () => {
    const made = project({ "nixpkgs/flake.nix": nixpkgs });
    const run = made.run([...noCache, "--keep-going", "--dry-run"], { HOSTS: "bad-1 unplanned" });
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(/iso-unplanned\.drv[^]*1 of 2 hosts has errors: bad-1/);
  });

  it("ends all evaluations if it is interrupted", async () => {
    const { made, environment } = projectWithNix(`echo $$ >> pids; sleep 600`);
    const pids = path.join(made.directory, "pids");
    const running = (): readonly number[] =>
      (existsSync(pids) ? readFileSync(pids, "utf8").trim().split("\n") : []).map(Number);
    const child = spawn(process.execPath, [bin, ...noCache, "--eval-jobs", "3", "--keep-going"], {
      cwd: made.directory,
      env: { ...process.env, ...environment, HOSTS: "a b c d" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const end = new Promise((resolve) => child.once("close", resolve));
    for (let waited = 0; running().length < 3 && waited < 1200; waited += 1) await setTimeout(100);
    child.kill("SIGINT");
    await end;
    expect(running()).toHaveLength(3);
    expect(stderr).toContain("interrupted");
    expect(running().filter((pid) => existsSync(`/proc/${String(pid)}`))).toEqual([]);
  });
});

/** Twelve hosts of two classes on the offline base. */
const fleet = `
const { App, Flake, Host, HostClass, IsoImage, Nixpkgs, NixosModule } = require(${JSON.stringify(library)});
const app = new App();
const flake = new Flake(app, "fleet", { nixpkgs: Nixpkgs.release("24.05") });
for (const kind of ["desk", "server"]) {
  const hostClass = new HostClass(flake, kind);
  new IsoImage(hostClass, "image");
  for (let index = 0; index < 6; index += 1) {
    const host = new Host(flake, kind + "-" + index, { class: hostClass, system: "x86_64-linux" });
    new NixosModule(host, "disk", { config: { environment: { variables: { DISK: "/dev/disk/by-id/" + index } } } });
  }
}
app.synth();
`;

describe("synth with twelve hosts on the offline base", () => {
  it("evaluates them to the same derivations in parallel as one after the other", () => {
    const made = project({ "main.js": fleet });
    const plan = (jobs: number): unknown => {
      const args = ["--dry-run", "--json", "--force", "--nixpkgs", "embedded", "--eval-jobs", String(jobs)];
      const { code, stdout, stderr } = made.run(args);
      if (code !== 0) throw new Error(stderr);
      return (JSON.parse(stdout) as { host: string; drvPath: string }[]).map(({ host, drvPath }) => [host, drvPath]);
    };
    const serial = plan(1) as readonly (readonly [string, string])[];
    expect(new Set(serial.map(([, derivation]) => derivation)).size).toBe(12);
    expect(plan(4)).toEqual(serial);
  });
});
