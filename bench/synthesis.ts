import { execFileSync } from "node:child_process";
import * as path from "node:path";
import type { Measurement } from "./measurement";
import { median } from "./median";
import { outputParent } from "./output-parent";

// Compares the synthesis of modules of ten settings with peers, in one run on one machine: the ratios matter.
const peers = ["cdknix", "cdk8s", "cdktf", "json-stringify"] as const;
const counts = [1000, 10000] as const;
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

function measureOnce(peer: string, count: number): Measurement {
  const tsNode = require.resolve("ts-node/dist/bin.js");
  const output = execFileSync(process.execPath, [tsNode, path.join(__dirname, "measure.ts"), peer, String(count)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(output) as Measurement;
}

const table = new Map<string, Measurement>();
for (const count of counts) {
  // Round by round, so that a slow moment of the machine affects all peers.
  const measured = new Map<string, Measurement[]>(peers.map((peer) => [peer, []]));
  for (let round = 0; round < rounds; round++) {
    for (const peer of peers) measured.get(peer)?.push(measureOnce(peer, count));
  }
  for (const [peer, results] of measured) {
    table.set(`${peer} ${String(count)}`, {
      seconds: median(results.map(({ seconds }) => seconds)),
      cpuSeconds: median(results.map(({ cpuSeconds }) => cpuSeconds)),
      megabytes: median(results.map(({ megabytes }) => megabytes)),
    });
  }
}

const of = (peer: string, count: number): Measurement =>
  table.get(`${peer} ${String(count)}`) ?? { seconds: NaN, cpuSeconds: NaN, megabytes: NaN };

const ratio = (value: number, base: number): string => `${(value / base).toFixed(1)} x`;

console.log(
  `Median of ${String(rounds)} rounds, Node ${process.version}; one process per measurement, without startup; output in ${outputParent()}.\n`,
);
console.log("| peer | modules | seconds | CPU seconds | CPU against cdknix | peak memory, MB | growth of CPU |");
console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
for (const peer of peers) {
  for (const count of counts) {
    const { seconds, cpuSeconds, megabytes } = of(peer, count);
    const cells = [
      peer,
      String(count),
      seconds.toFixed(3),
      cpuSeconds.toFixed(3),
      ratio(cpuSeconds, of("cdknix", count).cpuSeconds),
      megabytes.toFixed(0),
      count === counts[0] ? "" : ratio(cpuSeconds, of(peer, counts[0]).cpuSeconds),
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
}
