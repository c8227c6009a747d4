import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { makeOfflineBase } from "../lib/platform/debian/offline-base";
import { fetchFlake } from "../lib/platform/nix/flakes";
import { findNix, type NixTool } from "../lib/platform/nix/tool";
import { lockWithNixpkgs } from "../lib/project/lock-file/flake-lock";
import { median } from "./median";

// Compares how long Nix takes to evaluate examples/lilith as generated and as written by hand in one file, in turns:
// evaluation.ts [--nixpkgs PATH]. Without a path, it uses the offline base.
const { values: options } = parseArgs({ options: { nixpkgs: { type: "string" } } });
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const repository = path.resolve(__dirname, "..");
const release = "24.05";

/** Properties that must be equal. The ISO contains its flake, so its derivation may differ, but not the system's. */
const sameness = `config: builtins.toJSON [
  config.system.build.toplevel.drvPath
  config.isoImage.isoName
  config.isoImage.volumeID
  config.isoImage.squashfsCompression
  (map (content: content.target) config.isoImage.contents)
]`;
const iso = "config: config.system.build.isoImage.drvPath";

function writeTrees(directory: string): Readonly<Record<"generated" | "handWritten", string>> {
  const output = path.join(directory, "generated");
  const app = "npx ts-node examples/lilith/main.ts";
  const context = ["-c", `release=${release}`, "-c", "cdknix:revision=abc1234"];
  const cli = path.join(repository, "bin/cdknix.js");
  execFileSync(process.execPath, [cli, "--no-build", "-q", "-a", app, "-o", output, ...context], {
    cwd: repository,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const generated = path.join(output, "dotfiles");
  const handWritten = path.join(directory, "hand-written");
  cpSync(path.join(__dirname, "hand-written"), handWritten, { recursive: true });
  copyFileSync(
    path.join(generated, "packages/install-host/install-host.sh"),
    path.join(handWritten, "install-host.sh"),
  );
  return { generated, handWritten };
}

function evaluate(tool: NixTool, tree: string, what: string): { readonly text: string; readonly seconds: number } {
  const installable = `path:${tree}#nixosConfigurations.lilith.config`;
  // With the cache, the second evaluation would not run.
  const args = ["eval", "--raw", ...tool.args, "--option", "eval-cache", "false", installable, "--apply", what];
  const timed = 'TIMEFORMAT="%U %S"; { time nix "$@" 2>/dev/null; } 2>&1';
  const output = execFileSync("bash", ["-c", timed, "bash", ...args], {
    encoding: "utf8",
    env: { ...process.env, ...tool.env },
  }).trim();
  const [, text = "", user, system] = /^(.*?)\s*(\d+\.\d+) (\d+\.\d+)$/s.exec(output) ?? [];
  return { text, seconds: Number(user) + Number(system) };
}

/** Counts the function calls, which other programs on the machine do not affect. Also writes the derivations. */
function countCalls(tool: NixTool, tree: string, file: string): number {
  evaluate({ ...tool, env: { ...tool.env, NIX_SHOW_STATS: "1", NIX_SHOW_STATS_PATH: file } }, tree, iso);
  return (JSON.parse(readFileSync(file, "utf8")) as { nrFunctionCalls: number }).nrFunctionCalls;
}

const least = (values: readonly number[]): number => Math.min(...values);

async function main(directory: string): Promise<void> {
  const tool = await findNix();
  const nixpkgs =
    options.nixpkgs === undefined
      ? await makeOfflineBase(tool, path.join(directory, "base"), release, () => undefined)
      : await fetchFlake(tool, path.resolve(options.nixpkgs), repository);
  const trees = writeTrees(directory);
  const entries = Object.entries(trees) as ["generated" | "handWritten", string][];
  for (const [, tree] of entries) {
    await lockWithNixpkgs(tool, { directory: tree, projectLock: path.join(directory, "none") }, nixpkgs);
  }
  const [first, second] = entries.map(([, tree]) => evaluate(tool, tree, sameness).text);
  if (first === undefined || first !== second)
    throw new Error(`the results differ:\n${String(first)}\n${String(second)}`);
  const calls = entries.map(([, tree]) => countCalls(tool, tree, path.join(directory, "statistics.json")));
  const seconds = { generated: [] as number[], handWritten: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    // They take turns in going first.
    for (const [name, tree] of round % 2 === 0 ? entries : [...entries].reverse()) {
      seconds[name].push(evaluate(tool, tree, iso).seconds);
    }
  }
  const where = options.nixpkgs === undefined ? "the offline base" : `NixOS ${release}`;
  console.log(`Evaluation of examples/lilith on ${where}, Nix ${tool.version}, ${String(rounds)} rounds.\n`);
  console.log("| tree | function calls | CPU seconds, least | CPU seconds, median |");
  console.log("| --- | ---: | ---: | ---: |");
  for (const [index, values] of Object.values(seconds).entries()) {
    const cells = [
      index === 0 ? "cdknix" : "by hand",
      String(calls[index]),
      least(values).toFixed(2),
      median(values).toFixed(2),
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
  const more = (generated = NaN, handWritten = NaN): string => `${((generated / handWritten - 1) * 100).toFixed(2)} %`;
  const cells = [
    more(...calls),
    more(least(seconds.generated), least(seconds.handWritten)),
    more(median(seconds.generated), median(seconds.handWritten)),
  ];
  console.log(`| more | ${cells.join(" | ")} |`);
}

const directory = mkdtempSync(path.join(tmpdir(), "cdknix-bench-evaluation-"));
mkdirSync(path.join(directory, "base"));
main(directory)
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(() => {
    rmSync(directory, { recursive: true, force: true });
  });
