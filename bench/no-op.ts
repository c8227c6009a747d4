import * as path from "node:path";
import { findNix, type NixTool } from "../lib/platform/nix/tool";
import { median } from "./median";
import { costOf, installPeers, peerProject, type Cost, type MeasuredCommand } from "./peer-commands";
import { inTemporaryDirectory } from "./in-temporary-directory";

// Compares how long `synth` takes if nothing changed since the last build with `nix build` of the same flake, and with
// peers on programs of the same size: ten resources, TypeScript with ts-node and swc. Measures whole commands, in turns.
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);

function contenders(directory: string, bin: string, tool: NixTool): readonly MeasuredCommand[] {
  const app = "ts-node main.ts";
  const command = (name: string): string => path.join(bin, name);
  const cdknix = peerProject(directory, "cdknix", { "cdk.json": JSON.stringify({ app, nixpkgs: "embedded" }) });
  const cdk8s = peerProject(directory, "cdk8s", { "cdk8s.yaml": `language: typescript\napp: ${app}` });
  const cdktf = peerProject(directory, "cdktf", {
    "cdktf.json": JSON.stringify({ language: "typescript", app, projectId: "bench", sendCrashReports: "false" }),
  });
  const cdk = peerProject(directory, "cdk", { "cdk.json": JSON.stringify({ app, notices: false }) });
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

async function main(directory: string): Promise<void> {
  const bin = installPeers(directory);
  const all = contenders(directory, bin, await findNix());
  // The first run builds and fills every cache.
  for (const contender of all) costOf(contender, bin);
  const costs = new Map(all.map((contender) => [contender, [] as Cost[]]));
  for (let round = 0; round < rounds; round++) {
    for (const contender of all) costs.get(contender)?.push(costOf(contender, bin));
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

void inTemporaryDirectory("no-op", main);
