import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { fetchFlake } from "../../lib/platform/nix/flakes";
import { findNix } from "../../lib/platform/nix/tool";
import { evaluateHosts, type Known, type NamedHost } from "./evaluate";
import {
  complaintsOf,
  dependsOnNix,
  isUnevaluated,
  readEvaluation,
  readGoldens,
  writeGoldens,
  type Evaluated,
  type EvaluatedHost,
  type Evaluation,
  type Golden,
  type Goldens,
} from "./golden";
import { releaseOf } from "./release-of";
import { plainHost, specimens, type Specimen } from "./specimen";

// Evaluates everything on a nixpkgs tree and records it, as described in docs/evaluated.md.
const { values: options } = parseArgs({
  options: {
    nixpkgs: { type: "string" },
    disko: { type: "string" },
    release: { type: "string" },
    name: { type: "string" },
    only: { type: "string" },
    check: { type: "boolean", default: false },
    all: { type: "boolean", default: false },
  },
});

const print = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

function goldenOf({ written }: Specimen, evaluated: Evaluated | undefined, version: string): Golden {
  if ("refused" in written) return written;
  if (evaluated === undefined) throw new Error("Nix returned no result for a host");
  return { tree: written.digest, nix: [version], files: written.files, evaluated };
}

/**
 * Merges a recording with those of other versions of Nix for the same flake: their names, if the result is the same, and
 * their derivations, if these depend on Nix.
 */
function mergedWithOthers(name: string, golden: Golden, before: Golden | undefined): Golden {
  if ("refused" in golden || before === undefined || "refused" in before || before.tree !== golden.tree) return golden;
  if (!isDeepStrictEqual(comparable(name, golden), comparable(name, before))) return golden;
  const nix = [...new Set([...before.nix, ...golden.nix])].sort();
  if (!dependsOnNix.has(name)) return { ...golden, nix };
  const drvPath = { ...derivations(before), ...derivations(golden) };
  return { ...golden, nix, evaluated: { ...golden.evaluated, drvPath } };
}

/** Derivations of a host, by version of Nix. */
function derivations({ nix, evaluated: { drvPath } }: EvaluatedHost): Readonly<Record<string, string>> {
  return typeof drvPath === "string" ? Object.fromEntries(nix.map((version) => [version, drvPath])) : (drvPath ?? {});
}

/** The part of the result that must not depend on the version of Nix. */
function comparable(name: string, golden: Golden | undefined): unknown {
  if (golden === undefined || "refused" in golden) return golden;
  const { tree, files, evaluated } = golden;
  return { tree, files, evaluated: dependsOnNix.has(name) ? { ...evaluated, drvPath: null } : evaluated };
}

/** Earlier results of this version of Nix, unless everything is evaluated again. */
function knownTo(version: string, recording: string): Known | undefined {
  const before = readEvaluation(recording);
  if (options.all || before === undefined) return undefined;
  const hosts = Object.entries(readGoldens(recording)).flatMap(([group, all]) =>
    Object.entries(all).flatMap(([key, golden]) => {
      const name = `${group}/${key}`;
      const isKnown = !("refused" in golden) && golden.nix.includes(version) && !dependsOnNix.has(name);
      return isKnown ? [[name, golden] as const] : [];
    }),
  );
  return { narHash: before.narHash, hosts: new Map(hosts) };
}

/** Names of the entries that differ between two recordings. */
function differences(
  before: Readonly<Record<string, Goldens>>,
  after: Readonly<Record<string, Goldens>>,
): readonly string[] {
  const names = new Set(
    [before, after]
      .flatMap((all) => Object.entries(all))
      .flatMap(([group, goldens]) => Object.keys(goldens).map((name) => `${group}/${name}`)),
  );
  const at = (all: Readonly<Record<string, Goldens>>, name: string): unknown => {
    const [group = "", key = ""] = name.split("/");
    return comparable(name, all[group]?.[key]);
  };
  return [...names].filter((name) => !isDeepStrictEqual(at(before, name), at(after, name)));
}

/** Results that no construct may have. */
function complaints(goldens: Readonly<Record<string, Goldens>>): readonly string[] {
  return Object.entries(goldens).flatMap(([group, all]) =>
    Object.entries(all).flatMap(([name, golden]) =>
      "refused" in golden
        ? []
        : complaintsOf(`${group}/${name}`, golden.evaluated).map((text) => `${group}/${name}: ${text}`),
    ),
  );
}

async function main(nixpkgs: string): Promise<void> {
  const release = releaseOf(nixpkgs, options.release);
  const recording = options.name ?? release;
  const tool = await findNix();
  print(`Nix ${tool.version} reads nixpkgs`);
  const reference = await fetchFlake(tool, nixpkgs, process.cwd());
  const only = options.only?.split(",");
  const isWanted = (group: string): boolean => only?.includes(group) ?? true;
  const all = specimens(release, isWanted).filter(({ group, name }) => !isUnevaluated(recording, `${group}/${name}`));
  const directory = mkdtempSync(path.join(tmpdir(), "cdknix-goldens-"));
  try {
    const hosts = all.flatMap(({ group, name, written }): readonly NamedHost[] =>
      "refused" in written ? [] : [{ name: `${group}/${name}`, written }],
    );
    let count = 0;
    const onLine = (line: string): void => {
      const name = /^trace: evaluating (.*)/.exec(line)?.[1];
      print(name === undefined ? line : `[${String(++count)}] ${name}`);
    };
    const disko = options.disko === undefined ? undefined : path.resolve(options.disko);
    const evaluator = { tool, nixpkgs: reference, disko, directory, onLine };
    const { results, narHash } = await evaluateHosts(
      evaluator,
      plainHost(release),
      hosts,
      knownTo(tool.version, recording),
    );
    const before = readEvaluation(recording)?.narHash === narHash ? readGoldens(recording) : {};
    const kept = Object.entries(before).filter(([group]) => !isWanted(group));
    const goldens: Record<string, Record<string, Golden>> = Object.fromEntries(kept);
    for (const specimen of all) {
      const { group, name } = specimen;
      const full = `${group}/${name}`;
      const golden = goldenOf(specimen, results.get(full), tool.version);
      (goldens[group] ??= {})[name] = mergedWithOthers(full, golden, before[group]?.[name]);
    }
    record(recording, goldens, { narHash, ...(recording === release ? {} : { release }) });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Writes the entries that differ, unless only checking. */
function record(recording: string, goldens: Readonly<Record<string, Goldens>>, evaluation: Evaluation): void {
  const different = differences(readGoldens(recording), goldens);
  for (const name of different) print(`differs: ${name}`);
  const problems = complaints(goldens);
  for (const text of problems) print(`wrong: ${text}`);
  if (problems.length > 0 || (options.check && different.length > 0)) process.exitCode = 1;
  if (options.check && different.length > 0) return;
  writeGoldens(recording, goldens, evaluation);
  const count = Object.values(goldens).flatMap((all) => Object.keys(all)).length;
  print(`${String(count)} recorded for NixOS ${recording}, ${String(different.length)} of them new or different`);
}

if (options.nixpkgs === undefined) {
  print(
    "usage: npm run goldens -- --nixpkgs PATH --disko PATH [--release RELEASE] [--name NAME] [--only CONSTRUCT,…] [--check] [--all]",
  );
  process.exitCode = 1;
} else {
  main(path.resolve(options.nixpkgs)).catch((error: unknown) => {
    print(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
