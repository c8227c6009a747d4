import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { findNix, type NixTool } from "../lib/platform/nix/tool";
import { median } from "./median";

// Compares how long `synth` takes if nothing changed since the last build with `nix build` of the same flake, and with
// peers on programs of the same size: ten resources, TypeScript with ts-node and swc. Measures whole commands, in turns.
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const repository = path.resolve(__dirname, "..");
const sources = path.join(__dirname, "no-op");

interface Contender {
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Wall time and CPU time of a command and its child processes, in seconds. */
interface Cost {
  readonly clock: number;
  readonly cpu: number;
}

/** Installs the peers and cdknix together, as in the `node_modules` of a project. Returns the path of `.bin`. */
function install(directory: string): string {
  copyFileSync(path.join(sources, "package.json"), path.join(directory, "package.json"));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--silent"], { cwd: directory, stdio: "inherit" });
  symlinkSync(repository, path.join(directory, "node_modules/cdknix"));
  symlinkSync("../cdknix/bin/cdknix.js", path.join(directory, "node_modules/.bin/synth"));
  return path.join(directory, "node_modules/.bin");
}

/** Creates a directory with a program and the settings of the command line that runs it. */
function project(directory: string, name: string, settings: Readonly<Record<string, string>>): string {
  const cwd = path.join(directory, name);
  mkdirSync(cwd);
  cpSync(path.join(sources, `${name}.ts`), path.join(cwd, "main.ts"));
  writeFileSync(
    path.join(cwd, "tsconfig.json"),
    '{ "compilerOptions": { "target": "es2022", "module": "node16" }, "ts-node": { "swc": true } }\n',
  );
  for (const [file, text] of Object.entries(settings)) writeFileSync(path.join(cwd, file), `${text}\n`);
  return cwd;
}

function contenders(directory: string, bin: string, tool: NixTool): readonly Contender[] {
  const app = "ts-node main.ts";
  const command = (name: string): string => path.join(bin, name);
  const cdknix = project(directory, "cdknix", { "cdk.json": JSON.stringify({ app, nixpkgs: "embedded" }) });
  const cdk8s = project(directory, "cdk8s", { "cdk8s.yaml": `language: typescript\napp: ${app}` });
  const cdktf = project(directory, "cdktf", {
    "cdktf.json": JSON.stringify({ language: "typescript", app, projectId: "bench", sendCrashReports: "false" }),
  });
  const cdk = project(directory, "cdk", { "cdk.json": JSON.stringify({ app, notices: false }) });
  const nixBuild = [
    "build",
    ...tool.args,
    "--no-link",
    "path:cdk.out/flake#nixosConfigurations.host.config.system.build.isoImage",
  ];
  return [
    { name: "synth", argv: [command("synth"), "--quiet"], cwd: cdknix },
    { name: "npx synth", argv: ["npx", "synth", "--quiet"], cwd: cdknix },
    { name: "nix build", argv: ["nix", ...nixBuild], cwd: cdknix, env: tool.env },
    { name: "cdk8s synth", argv: [command("cdk8s"), "synth"], cwd: cdk8s },
    { name: "cdktf synth", argv: [command("cdktf"), "synth"], cwd: cdktf, env: { CHECKPOINT_DISABLE: "1" } },
    { name: "cdk synth", argv: [command("cdk"), "synth", "--quiet"], cwd: cdk },
  ];
}

function run({ name, argv, cwd, env }: Contender, bin: string): Cost {
  const timed = 'TIMEFORMAT="%R %U %S"; { time "$@" >/dev/null 2>&3; } 3>&1';
  const ended = spawnSync("bash", ["-c", timed, "bash", ...argv], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env, PATH: `${bin}:${process.env.PATH ?? ""}` },
  });
  const times = /([\d.]+) ([\d.]+) ([\d.]+)\n$/.exec(ended.stderr);
  if (ended.status !== 0 || times === null) throw new Error(`${name} failed:\n${ended.stdout}${ended.stderr}`);
  const [clock, user, system] = times.slice(1).map(Number);
  return { clock: clock ?? NaN, cpu: (user ?? NaN) + (system ?? NaN) };
}

async function main(directory: string): Promise<void> {
  const bin = install(directory);
  const all = contenders(directory, bin, await findNix());
  // The first run builds and fills every cache.
  for (const contender of all) run(contender, bin);
  const costs = new Map(all.map((contender) => [contender, [] as Cost[]]));
  for (let round = 0; round < rounds; round++) {
    for (const contender of all) costs.get(contender)?.push(run(contender, bin));
  }
  console.log(`\nNothing changed: whole commands, median of ${String(rounds)} rounds, Node ${process.version}.\n`);
  console.log("| command | seconds | against synth | CPU seconds | against synth |");
  console.log("| --- | ---: | ---: | ---: | ---: |");
  const middle = (costsOf: readonly Cost[], of: keyof Cost): number => median(costsOf.map((cost) => cost[of]));
  const [first = []] = costs.values();
  for (const [{ name }, measured] of costs) {
    const cells = (["clock", "cpu"] as const).flatMap((of) => {
      const value = middle(measured, of);
      return [value.toFixed(2), `${(value / middle(first, of)).toFixed(1)} x`];
    });
    console.log(`| ${[`\`${name}\``, ...cells].join(" | ")} |`);
  }
}

const directory = mkdtempSync(path.join(tmpdir(), "cdknix-bench-no-op-"));
main(directory)
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(() => {
    rmSync(directory, { recursive: true, force: true });
  });
