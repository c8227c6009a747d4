import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import type { Release } from "../../lib/model";
import { fetchFlake, findNix } from "../../lib/effects";
import { evaluateHosts, type Known, type NamedHost } from "./evaluate";
import {
  dependsOnNix,
  readEvaluation,
  readGoldens,
  writeGoldens,
  type Evaluated,
  type Evaluation,
  type Golden,
  type Goldens,
} from "./golden";
import { releaseOf } from "./release-of";
import { plainHost, specimens, type Specimen } from "./specimen";

// Evaluates everything on a nixpkgs tree and records it, as docs/evaluated.md says.
const { values: options } = parseArgs({
  options: {
    nixpkgs: { type: "string" },
    release: { type: "string" },
    check: { type: "boolean", default: false },
    all: { type: "boolean", default: false },
  },
});

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

function goldenOf({ written }: Specimen, evaluated: Evaluated | undefined): Golden {
  if ("refused" in written) return written;
  if (evaluated === undefined) throw new Error("Nix said nothing about a host");
  return { tree: written.digest, files: written.files, evaluated };
}

/** A derivation that depends on Nix beside those of other versions, as long as they are of the same flake. */
function besideOthers(golden: Golden, before: Golden | undefined, version: string): Golden {
  if ("refused" in golden || typeof golden.evaluated.drvPath !== "string") return golden;
  const others =
    before !== undefined && "tree" in before && before.tree === golden.tree ? before.evaluated.drvPath : null;
  const drvPath = { ...(typeof others === "object" ? others : {}), [version]: golden.evaluated.drvPath };
  return { ...golden, evaluated: { ...golden.evaluated, drvPath } };
}

/** What this version of Nix came to before, unless everything is to be evaluated. */
function knownTo(version: string, release: Release): Known | undefined {
  const before = readEvaluation(release);
  if (options.all || before?.nix.includes(version) !== true) return undefined;
  const hosts = Object.entries(readGoldens(release)).flatMap(([group, all]) =>
    Object.entries(all).flatMap(([key, golden]) => {
      const name = `${group}/${key}`;
      return "refused" in golden || dependsOnNix.has(name) ? [] : [[name, golden] as const];
    }),
  );
  return { narHash: before.narHash, hosts: new Map(hosts) };
}

/** Names of what differs between two recordings. */
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
    const golden = all[group]?.[key];
    if (golden === undefined || "refused" in golden || !dependsOnNix.has(name)) return golden;
    return { ...golden, evaluated: { ...golden.evaluated, drvPath: null } };
  };
  return [...names].filter((name) => !isDeepStrictEqual(at(before, name), at(after, name)));
}

/** What no construct may come to. */
function complaints(goldens: Readonly<Record<string, Goldens>>): readonly string[] {
  return Object.entries(goldens).flatMap(([group, all]) =>
    Object.entries(all).flatMap(([name, golden]) =>
      "refused" in golden
        ? []
        : [...golden.evaluated.warnings, ...golden.evaluated.failedAssertions].map(
            (text) => `${group}/${name}: ${text}`,
          ),
    ),
  );
}

async function main(nixpkgs: string): Promise<void> {
  const release = releaseOf(nixpkgs, options.release);
  const tool = await findNix();
  say(`Nix ${tool.version} reads nixpkgs`);
  const reference = await fetchFlake(tool, nixpkgs, process.cwd());
  const all = specimens(release);
  const directory = mkdtempSync(path.join(tmpdir(), "cdknix-goldens-"));
  try {
    const hosts = all.flatMap(({ group, name, written }): readonly NamedHost[] =>
      "refused" in written ? [] : [{ name: `${group}/${name}`, written }],
    );
    let count = 0;
    const onLine = (line: string): void => {
      const name = /^trace: evaluating (.*)/.exec(line)?.[1];
      say(name === undefined ? line : `[${String(++count)}] ${name}`);
    };
    const evaluator = { tool, nixpkgs: reference, directory, onLine };
    const { results, narHash } = await evaluateHosts(
      evaluator,
      plainHost(release),
      hosts,
      knownTo(tool.version, release),
    );
    const before = readGoldens(release);
    const goldens: Record<string, Record<string, Golden>> = {};
    for (const specimen of all) {
      const { group, name } = specimen;
      const golden = goldenOf(specimen, results.get(`${group}/${name}`));
      (goldens[group] ??= {})[name] = dependsOnNix.has(`${group}/${name}`)
        ? besideOthers(golden, before[group]?.[name], tool.version)
        : golden;
    }
    record(release, goldens, { narHash, nix: [tool.version] });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Keeps the versions of Nix that came to the same before, and writes anew what differs, unless asked to check only. */
function record(release: Release, goldens: Readonly<Record<string, Goldens>>, evaluation: Evaluation): void {
  const before = readEvaluation(release);
  const different = differences(readGoldens(release), goldens);
  for (const name of different) say(`differs: ${name}`);
  const problems = complaints(goldens);
  for (const text of problems) say(`wrong: ${text}`);
  if (problems.length > 0 || (options.check && different.length > 0)) process.exitCode = 1;
  if (options.check && different.length > 0) return;
  const isSame = different.length === 0 && before?.narHash === evaluation.narHash;
  const nix = isSame ? [...new Set([...before.nix, ...evaluation.nix])].sort() : evaluation.nix;
  writeGoldens(release, goldens, { ...evaluation, nix });
  const count = Object.values(goldens).flatMap((all) => Object.keys(all)).length;
  say(
    `${String(count)} recorded for NixOS ${release}, ${String(different.length)} of them new or different; Nix ${nix.join(", ")}`,
  );
}

if (options.nixpkgs === undefined) {
  say("usage: npm run goldens -- --nixpkgs PATH [--release RELEASE] [--check] [--all]");
  process.exitCode = 1;
} else {
  main(path.resolve(options.nixpkgs)).catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
