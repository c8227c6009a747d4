import { execFileSync } from "node:child_process";
import type * as synthesizeModule from "../lib/pipeline/synthesize/synthesize";
import { load } from "./unbundled";
import {
  App,
  BootConfig,
  Compression,
  Flake,
  Host,
  InstallerTools,
  IsoImage,
  NixosModule,
  Nixpkgs,
  SshAccess,
  type Release,
} from "cdknix";
import { median } from "./median";

// Measures the cost of the checks of options: one small program with them and without, in turns, each in a process of its
// own, because the tables are read once per process. Prints a Markdown table.
const rounds = Number(process.env.BENCH_ROUNDS ?? "15");
const releases: readonly Release[] = ["24.05", "25.05", "unstable"];
const [release, checks] = process.argv.slice(2);
const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example";

function construct(of: Release): App {
  const app = new App();
  const host = new Host(new Flake(app, "flake", { nixpkgs: Nixpkgs.release(of) }), "host", { system: "x86_64-linux" });
  new IsoImage(host, "image", { compression: Compression.zstd(3) });
  new BootConfig(host, "boot", { kernelParameters: ["console=ttyS0"], copyToRam: true });
  new InstallerTools(host, "tools", { tools: ["nixos-install"], git: "none" });
  new SshAccess(host, "ssh", { authorizedKeys: [key] });
  new NixosModule(host, "own", { config: { services: { nginx: { enable: true } }, time: { timeZone: "UTC" } } });
  return app;
}

/** CPU time of one synthesis in this process, which other programs on the machine affect the least. */
function measure(of: Release, checkOptions: boolean): number {
  const { synthesize } = load("pipeline/synthesize/synthesize") as typeof synthesizeModule;
  const app = construct(of);
  const start = process.cpuUsage();
  synthesize(app, { revision: "abc1234", projectDirectory: __dirname, checkOptions });
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function measuredBy(of: Release, checkOptions: boolean): number {
  const argv = ["-r", "ts-node/register", __filename, of, checkOptions ? "with" : "without"];
  return Number(execFileSync(process.execPath, argv, { encoding: "utf8" }));
}

if (release !== undefined) {
  process.stdout.write(String(measure(release as Release, checks === "with")));
} else {
  process.stdout.write("| release | without checks, ms | with checks, ms | cost, ms |\n| --- | ---: | ---: | ---: |\n");
  for (const of of releases) {
    const pairs = Array.from({ length: rounds }, () => [measuredBy(of, false), measuredBy(of, true)] as const);
    const [without, withChecks] = [median(pairs.map(([first]) => first)), median(pairs.map(([, second]) => second))];
    const cells = [without, withChecks, withChecks - without].map((milliseconds) => milliseconds.toFixed(0));
    process.stdout.write(`| ${of} | ${cells.join(" | ")} |\n`);
  }
}
