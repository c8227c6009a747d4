import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { median } from "./median";
import { costOf, installPeers, peerProject, type Cost, type MeasuredCommand } from "./peer-commands";
import { inTemporaryDirectory } from "./in-temporary-directory";

// Measures where the time of a run with nothing to do goes, from Node itself to the whole command, and compares it with
// peers: each stage in processes of its own, in turns. All programs have ten resources and the same `app`.
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const app = "npx ts-node main.ts";

/** Programs that contain one stage of those of cdknix. */
const parts = { "empty.ts": "export {};", "import-only.ts": 'import "cdknix";' };

function stages(directory: string, bin: string): readonly MeasuredCommand[] {
  const command = (name: string): string => path.join(bin, name);
  const cwd = peerProject(directory, "cdknix", { "cdk.json": JSON.stringify({ app, nixpkgs: "embedded" }), ...parts });
  const cdk8s = peerProject(directory, "cdk8s", { "cdk8s.yaml": `language: typescript\napp: ${app}` });
  const cdktf = peerProject(directory, "cdktf", {
    "cdktf.json": JSON.stringify({ language: "typescript", app, projectId: "bench", sendCrashReports: "false" }),
  });
  writeFileSync(path.join(cwd, "empty.js"), "\n");
  return [
    { name: "node", argv: ["node", "empty.js"], cwd },
    { name: 'node, require("cdknix")', argv: ["node", "-r", "cdknix", "empty.js"], cwd },
    { name: "synth --version", argv: [command("synth"), "--version"], cwd },
    { name: "ts-node, empty program", argv: ["ts-node", "empty.ts"], cwd },
    { name: "npx ts-node, empty program", argv: ["npx", "ts-node", "empty.ts"], cwd },
    { name: 'ts-node, import "cdknix"', argv: ["ts-node", "import-only.ts"], cwd },
    { name: "ts-node main.ts", argv: ["ts-node", "main.ts"], cwd },
    { name: "synth list", argv: [command("synth"), "list", "--quiet"], cwd },
    { name: "synth --no-build", argv: [command("synth"), "--no-build", "--quiet"], cwd },
    { name: "synth", argv: [command("synth"), "--quiet"], cwd },
    { name: "cdk8s synth", argv: [command("cdk8s"), "synth"], cwd: cdk8s },
    { name: "cdktf synth", argv: [command("cdktf"), "synth"], cwd: cdktf, env: { CHECKPOINT_DISABLE: "1" } },
  ];
}

function main(directory: string): void {
  const bin = installPeers(directory, ["aws-cdk", "aws-cdk-lib"]);
  const all = stages(directory, bin);
  // The first run builds and fills every cache.
  for (const stage of all) costOf(stage, bin);
  const costs = all.map(({ name }) => ({ name, measured: [] as Cost[] }));
  for (let round = 0; round < rounds; round++) {
    for (const [index, stage] of all.entries()) costs[index]?.measured.push(costOf(stage, bin));
  }
  const of = (name: string, part: keyof Cost): number =>
    median(costs.find((each) => each.name === name)?.measured.map((cost) => cost[part]) ?? []);
  const head = `Start-up: median of ${String(rounds)} rounds, Node ${process.version}, app: ${app}`;
  process.stdout.write(
    `\n${head}\n\n| command | ms | CPU ms | of cdk8s synth | of cdktf synth |\n| --- | ---: | ---: | ---: | ---: |\n`,
  );
  for (const { name } of costs) {
    const times = (["clock", "cpu"] as const).map((part) => (of(name, part) * 1000).toFixed(0));
    const ratios = ["cdk8s synth", "cdktf synth"].map((peer) => (of(name, "cpu") / of(peer, "cpu")).toFixed(2));
    process.stdout.write(`| ${[`\`${name}\``, ...times, ...ratios].join(" | ")} |\n`);
  }
}

void inTemporaryDirectory("start", main);
