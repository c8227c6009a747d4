import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import * as path from "node:path";
import type * as synthesizeModule from "../lib/pipeline/synthesize/synthesize";
import type * as secretsModule from "../lib/pipeline/synthesize/secrets/secrets-in-tree";
import type * as optionsModule from "../lib/options";
import type * as writeModule from "../lib/project/output/write-tree";
import { load } from "./unbundled";
import { App, Flake, Host, NixosModule, Nixpkgs } from "cdknix";
import { isRight } from "fp-ts/Either";
import { median } from "./median";
import { outputParent } from "./output-parent";
import { settingsOf } from "./workload";

// Measures the search for secrets: its share of the synthesis of modules of ten settings, written to disk, in a process of
// its own for each round, so that the first use of a rule counts. Prints a Markdown table.
const rounds = Number(process.env.BENCH_ROUNDS ?? "9");
const counts = [100, 1000, 10_000] as const;
const [given] = process.argv.slice(2);

/** CPU time in milliseconds, which other programs on the machine affect the least. */
function timed<T>(action: () => T): readonly [result: T, milliseconds: number] {
  const start = process.cpuUsage();
  const result = action();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1000];
}

function measure(count: number): { readonly whole: number; readonly search: number } {
  const { synthesize } = load("pipeline/synthesize/synthesize") as typeof synthesizeModule;
  const { secretsInTree } = load("pipeline/synthesize/secrets/secrets-in-tree") as typeof secretsModule;
  const { findSecrets } = load("options/index") as typeof optionsModule;
  const { writeTreeSync } = load("project/output/write-tree") as typeof writeModule;
  const directory = mkdtempSync(path.join(outputParent(), "cdknix-bench-scan-"));
  const project = { projectDirectory: __dirname };
  const [[model, tree], whole] = timed(() => {
    const app = new App();
    const flake = new Flake(app, "flake", { nixpkgs: Nixpkgs.release("24.05") });
    const host = new Host(flake, "host", { system: "x86_64-linux" });
    for (let index = 0; index < count; index++) {
      new NixosModule(host, `module-${String(index)}`, { config: settingsOf(index) });
    }
    const result = synthesize(app, { ...project, revision: "abc1234", checkOptions: false });
    if (!isRight(result)) throw new Error("the program has errors");
    writeTreeSync(path.join(directory, "out"), result.right.tree);
    return [result.right.model, result.right.tree] as const;
  });
  rmSync(directory, { recursive: true });
  const modules = model.flakes.flatMap(({ hosts }) => hosts.flatMap((host) => host.modules));
  // The second time: rules are compiled, and the first time is part of the whole.
  const [, search] = timed(() => {
    secretsInTree(tree, model, project);
    for (const { config } of modules) findSecrets(config);
  });
  return { whole, search };
}

if (given !== undefined) {
  process.stdout.write(JSON.stringify(measure(Number(given))));
} else {
  process.stdout.write(
    "| modules | synthesis, CPU ms | search for secrets, CPU ms | share |\n| ---: | ---: | ---: | ---: |\n",
  );
  for (const count of counts) {
    const results = Array.from({ length: rounds }, () => {
      const argv = ["-r", "ts-node/register", __filename, String(count)];
      return JSON.parse(spawnSync(process.execPath, argv, { encoding: "utf8" }).stdout) as ReturnType<typeof measure>;
    });
    const whole = median(results.map((result) => result.whole));
    const search = median(results.map((result) => result.search));
    const cells = [count, whole.toFixed(0), search.toFixed(1), `${((search / whole) * 100).toFixed(1)} %`];
    process.stdout.write(`| ${cells.join(" | ")} |\n`);
  }
}
