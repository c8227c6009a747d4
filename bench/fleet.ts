import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { inTemporaryDirectory } from "./in-temporary-directory";

// Measures `synth` on programs with 1 to 200 hosts: listing, generating, and comparing the flake, and evaluating all hosts, one
// after the other and several at once: bench/fleet.ts [--nixpkgs PATH --release RELEASE] [--hosts 1,10] [--eval-jobs 2].
// Compare what one run prints: on a busy machine, the times of two runs differ.
const { values: given } = parseArgs({
  options: {
    nixpkgs: { type: "string", default: "embedded" },
    release: { type: "string", default: "24.05" },
    hosts: { type: "string", default: "1,10,50,200" },
    "eval-jobs": { type: "string", default: String(availableParallelism()) },
  },
});
const counts = given.hosts.split(",").map(Number);
const repository = path.resolve(__dirname, "..");

/** Four classes of hosts, and two modules for each host. */
const program = `
const { App, ConsoleConfig, Flake, Host, HostClass, InstallerTools, IsoImage, NixosModule, Nixpkgs, pkgs, SshAccess } =
  require(${JSON.stringify(path.join(repository, "dist/lib/index.js"))});
const app = new App();
const flake = new Flake(app, "fleet", { nixpkgs: Nixpkgs.release(${JSON.stringify(given.release)}) });
const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example";
const classes = ["desk", "server", "gateway", "probe"].map((name) => {
  const hostClass = new HostClass(flake, name);
  new IsoImage(hostClass, "image");
  new SshAccess(hostClass, "ssh", { authorizedKeys: [key] });
  new InstallerTools(hostClass, "tools", { packages: [pkgs.jq] });
  new ConsoleConfig(hostClass, "console", { keyMap: "us" });
  return hostClass;
});
for (let index = 0; index < Number(process.env.FLEET_HOSTS); index += 1) {
  const host = new Host(flake, "host-" + index, { class: classes[index % classes.length], system: "x86_64-linux" });
  const disk = "/dev/disk/by-id/" + (process.env.FLEET_DISK ?? "disk") + "-" + index;
  new NixosModule(host, "target", { config: { environment: { variables: { INSTALL_DISK: disk } } } });
  new NixosModule(host, "network", { config: { networking: { domain: "example.org" } } });
}
app.synth();
`;

/** What a run costs. */
interface Cost {
  readonly seconds: number;
  /** Of all its processes. */
  readonly cpuSeconds: number;
  /** Peak of the memory of all its processes together, in MB. */
  readonly megabytes: number;
}

/** Runs the command line, and samples its memory; the kernel counts its CPU time. */
async function run(directory: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Cost> {
  const timed = 'TIMEFORMAT="%R %U %S"; { time "$@" >/dev/null 2>output; } 2>times';
  const argv = [process.execPath, path.join(repository, "bin/cdknix.js"), ...args];
  const child = spawn("bash", ["-c", timed, "bash", ...argv], {
    cwd: directory,
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, memoryBelow(child.pid ?? 0))), 50);
  const code = await new Promise((resolve) => child.once("close", resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error(`${args.join(" ")} failed:\n${readFileSync(path.join(directory, "output"), "utf8")}`);
  const [seconds = NaN, user = NaN, system = NaN] = readFileSync(path.join(directory, "times"), "utf8")
    .split(" ")
    .map(Number);
  return { seconds, cpuSeconds: user + system, megabytes: most / 1e6 };
}

/** The memory of all descendants of a process that is theirs alone, in bytes. */
function memoryBelow(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    const parent = /^\d+$/.test(name) ? /\) \S+ (\d+)/.exec(readIfRunning(`/proc/${name}/stat`))?.[1] : undefined;
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === root || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow).reduce((sum, pid) => {
    const [, resident = "0", shared = "0"] = readIfRunning(`/proc/${String(pid)}/statm`).split(" ");
    return sum + (Number(resident) - Number(shared)) * 4096;
  }, 0);
}

function readIfRunning(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** The runs, in the order of the columns. Each has its own output, and none keeps anything for the next. */
const jobs = given["eval-jobs"];
const [serial, parallel] = ["1", jobs].map((number) => `\`--dry-run --eval-jobs ${number}\``) as [string, string];
const evaluation = ["--dry-run", "--force", "--quiet"];
const runs: readonly {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Record<string, string>;
}[] = [
  { name: "`list`", args: ["list", "--quiet"] },
  { name: "`--no-build`", args: ["--no-build", "--quiet"] },
  { name: "`diff`", args: ["diff", "--quiet"], env: { FLEET_DISK: "other" } },
  { name: serial, args: [...evaluation, "--eval-jobs", "1"] },
  { name: parallel, args: [...evaluation, "--eval-jobs", jobs] },
];

async function main(directory: string): Promise<void> {
  mkdirSync(path.join(directory, "node_modules"));
  symlinkSync(repository, path.join(directory, "node_modules/cdknix"));
  writeFileSync(path.join(directory, "main.js"), program);
  const nixpkgs = given.nixpkgs === "embedded" ? "embedded" : path.resolve(given.nixpkgs);
  writeFileSync(path.join(directory, "cdk.json"), JSON.stringify({ app: "node main.js", nixpkgs }));
  // Fills caches, and copies nixpkgs to the store.
  await run(directory, evaluation, { FLEET_HOSTS: "1" });
  const costs = new Map<string, Cost>();
  for (const count of counts) {
    // In this order: `diff` compares with the output of `--no-build`.
    for (const { name, args, env } of runs) {
      costs.set(`${name} ${String(count)}`, await run(directory, args, { FLEET_HOSTS: String(count), ...env }));
      process.stderr.write(`${name} ${String(count)}\n`);
    }
  }
  const where = nixpkgs === "embedded" ? "the offline base" : `NixOS ${given.release}`;
  console.log(`Fleets on ${where}, Node ${process.version}, ${String(availableParallelism())} cores.\n`);
  console.log("| command | hosts | seconds | against fewest hosts | against serial | CPU seconds | peak memory, MB |");
  console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
  for (const { name } of runs) {
    for (const count of counts) {
      const cost = costs.get(`${name} ${String(count)}`);
      const against = (other: string, of: number): string => {
        const seconds = costs.get(`${other} ${String(of)}`)?.seconds;
        return `${((cost?.seconds ?? NaN) / (seconds ?? NaN)).toFixed(2)} x`;
      };
      const cells = [
        ...[name, count, cost?.seconds.toFixed(2), against(name, counts[0] ?? NaN)],
        ...[name === parallel ? against(serial, count) : "", cost?.cpuSeconds.toFixed(2), cost?.megabytes.toFixed(0)],
      ];
      console.log(`| ${cells.join(" | ")} |`);
    }
  }
}

void inTemporaryDirectory("fleet", main);
