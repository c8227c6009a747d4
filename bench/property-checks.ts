import type * as checkValueModule from "../lib/constructs/core/properties/check-value";
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
  Nixpkgs,
  NixSettings,
  SshAccess,
} from "cdknix";
import { median } from "./median";

// Measures the cost of the checks of properties: the same program with them and without, in turns. Prints a Markdown table.
const checks = load("constructs/core/properties/check-value") as {
  checkValue: typeof checkValueModule.checkValue;
};
const { synthesize } = load("pipeline/synthesize/synthesize") as typeof synthesizeModule;
const rounds = Number(process.env.BENCH_ROUNDS ?? "15");
const hosts = 500;
const constructsOfHost = 6;
const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example";

function construct(): App {
  const app = new App();
  const flake = new Flake(app, "flake", { nixpkgs: Nixpkgs.release("25.05") });
  for (let index = 0; index < hosts; index++) {
    const host = new Host(flake, `host-${String(index)}`, { system: "x86_64-linux" });
    new IsoImage(host, "image", { compression: Compression.zstd(3), menuLabel: "Rescue" });
    new BootConfig(host, "boot", { kernelParameters: ["console=ttyS0", "quiet"], copyToRam: true, menuTimeout: 3 });
    new NixSettings(host, "nix", { logLines: 100, settings: { cores: 4 } });
    new InstallerTools(host, "tools", { tools: ["nixos-install", "nixos-enter"], git: "none" });
    new SshAccess(host, "ssh", { authorizedKeys: [key] });
  }
  return app;
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Measures CPU time, which other programs on the machine affect the least. */
function measure(): { readonly constructing: number; readonly total: number } {
  const start = cpuMilliseconds();
  const app = construct();
  const constructed = cpuMilliseconds();
  synthesize(app, { revision: "abc1234", projectDirectory: __dirname });
  return { constructing: constructed - start, total: cpuMilliseconds() - start };
}

const { checkValue } = checks;
const results = { with: [] as ReturnType<typeof measure>[], without: [] as ReturnType<typeof measure>[] };
for (let round = 0; round <= rounds; round++) {
  for (const kind of ["with", "without"] as const) {
    checks.checkValue = kind === "with" ? checkValue : () => undefined;
    const measured = measure();
    // The first round is for the compiler of V8.
    if (round > 0) results[kind].push(measured);
  }
}

const of = (kind: keyof typeof results, figure: "constructing" | "total"): number =>
  median(results[kind].map((each) => each[figure]));
console.log(
  `Median of ${String(rounds)} rounds, Node ${process.version}; ${String(hosts)} hosts with ${String(constructsOfHost)} constructs each.\n`,
);
console.log("| | without checks, CPU ms | with checks, CPU ms | per construct, µs |\n| --- | ---: | ---: | ---: |");
for (const [name, figure] of [
  ["constructors", "constructing"],
  ["constructors and synthesis", "total"],
] as const) {
  const [without, withChecks] = [of("without", figure), of("with", figure)];
  const each = ((withChecks - without) * 1000) / (hosts * constructsOfHost);
  console.log(`| ${name} | ${without.toFixed(1)} | ${withChecks.toFixed(1)} | ${each.toFixed(1)} |`);
}
