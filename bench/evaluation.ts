import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { makeOfflineBase } from "../lib/platform/debian/offline-base";
import { fetchFlake } from "../lib/platform/nix/flakes";
import { findNix, type NixTool } from "../lib/platform/nix/tool";
import { lockWithReplacements, nixpkgsReplacement } from "../lib/project/lock-file/flake-lock";
import { median } from "./median";
import { inTemporaryDirectory } from "./in-temporary-directory";

// Compares how long Nix takes to evaluate examples/lilith as written by hand in one file, as generated, and with the answer
// who can log in, in turns: evaluation.ts [--nixpkgs PATH]. Without a path, it uses the offline base.
const { values: options } = parseArgs({ options: { nixpkgs: { type: "string" } } });
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const repository = path.resolve(__dirname, "..");
const release = "24.05";

/** Properties that must be equal. The ISO contains its flake, so its derivation may differ, but not the system's. */
const sameness = `{ config, ... }: builtins.toJSON [
  config.system.build.toplevel.drvPath
  config.isoImage.isoName
  config.isoImage.volumeID
  config.isoImage.squashfsCompression
  (map (content: content.target) config.isoImage.contents)
]`;
const iso = "system: system.config.system.build.isoImage.drvPath";
const logins = readFileSync(path.join(repository, "lib/platform/nix/logins/logins.nix"), "utf8");
const isoAndLogins = `system: builtins.toJSON [ system.config.system.build.isoImage.drvPath ((${logins}) system) ]`;

/** What is compared, in the order of the table. */
const subjects = {
  "by hand": { tree: "handWritten", what: iso },
  cdknix: { tree: "generated", what: iso },
  "cdknix, with logins": { tree: "generated", what: isoAndLogins },
} as const;
type Subject = keyof typeof subjects;
const names = Object.keys(subjects) as readonly Subject[];

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
  const installable = `path:${tree}#nixosConfigurations.lilith`;
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
function countCalls(tool: NixTool, tree: string, what: string, file: string): number {
  evaluate({ ...tool, env: { ...tool.env, NIX_SHOW_STATS: "1", NIX_SHOW_STATS_PATH: file } }, tree, what);
  return (JSON.parse(readFileSync(file, "utf8")) as { nrFunctionCalls: number }).nrFunctionCalls;
}

const least = (values: readonly number[]): number => Math.min(...values);

async function main(directory: string): Promise<void> {
  mkdirSync(path.join(directory, "base"));
  const tool = await findNix();
  const nixpkgs =
    options.nixpkgs === undefined
      ? (await makeOfflineBase(tool, path.join(directory, "base"), release, () => undefined)).nixpkgs
      : await fetchFlake(tool, path.resolve(options.nixpkgs), repository);
  const trees = writeTrees(directory);
  for (const tree of Object.values(trees)) {
    await lockWithReplacements(tool, { directory: tree, projectLock: path.join(directory, "none") }, [
      nixpkgsReplacement(nixpkgs),
    ]);
  }
  const [first, second] = Object.values(trees).map((tree) => evaluate(tool, tree, sameness).text);
  if (first === undefined || first !== second)
    throw new Error(`the results differ:\n${String(first)}\n${String(second)}`);
  const calls = names.map((name) => {
    const { tree, what } = subjects[name];
    return countCalls(tool, trees[tree], what, path.join(directory, "statistics.json"));
  });
  const seconds = names.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    // They take turns in going first.
    for (let turn = 0; turn < names.length; turn++) {
      const index = (round + turn) % names.length;
      const { tree, what } = subjects[names[index] ?? "cdknix"];
      seconds[index]?.push(evaluate(tool, trees[tree], what).seconds);
    }
  }
  const where = options.nixpkgs === undefined ? "the offline base" : `NixOS ${release}`;
  console.log(`Evaluation of examples/lilith on ${where}, Nix ${tool.version}, ${String(rounds)} rounds.\n`);
  console.log("| tree | function calls | CPU seconds, least | CPU seconds, median | more than the row above |");
  console.log("| --- | ---: | ---: | ---: | ---: |");
  for (const [index, name] of names.entries()) {
    const own = [calls[index] ?? NaN, least(seconds[index] ?? []), median(seconds[index] ?? [])];
    const before = [calls[index - 1] ?? NaN, least(seconds[index - 1] ?? []), median(seconds[index - 1] ?? [])];
    const more = own.map((value, column) => `${((value / (before[column] ?? NaN) - 1) * 100).toFixed(1)} %`);
    const cells = [name, String(own[0]), own[1]?.toFixed(2), own[2]?.toFixed(2), index === 0 ? "" : more.join(", ")];
    console.log(`| ${cells.join(" | ")} |`);
  }
}

void inTemporaryDirectory("evaluation", main);
