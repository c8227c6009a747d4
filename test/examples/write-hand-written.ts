import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { fetchFlake } from "../../lib/platform/nix/flakes";
import { findNix, type NixTool } from "../../lib/platform/nix/tool";
import { run } from "../build/run";
import { derivationsOf, digestOf, flakes, recorded, recordFile, type Derivations, type Recorded } from "./hand-written";

// Compares the flakes of examples/hand-written on real NixOS and records the result, as described in docs/evaluated.md.
const { values: inputs } = parseArgs({
  options: {
    nixpkgs: { type: "string", default: "github:NixOS/nixpkgs/nixos-24.05" },
    disko: { type: "string", default: "github:nix-community/disko/v1.13.0" },
    "home-manager": { type: "string", default: "github:nix-community/home-manager/release-24.05" },
  },
});

const print = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

async function hashOf(tool: NixTool, reference: string): Promise<string> {
  const directory = reference.replace(/^path:/, "");
  return (await run(["nix", "hash", "path", ...tool.args, directory], { cwd: "/" })).stdout.trim();
}

/** Writes the derivations; keeps those of other versions of Nix for the same sources. */
function record(evaluated: Omit<Recorded, "derivations">, derivations: Recorded["derivations"]): void {
  const { derivations: others, ...earlier } = recorded();
  const all = { ...(isDeepStrictEqual(earlier, evaluated) ? others : {}), ...derivations };
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(recordFile, `${JSON.stringify({ ...evaluated, derivations: sorted }, null, 2)}\n`);
}

async function main(): Promise<void> {
  const tool = await findNix();
  const references: Record<string, string> = {};
  const hashes: Record<string, string> = {};
  for (const [name, input] of Object.entries(inputs)) {
    const reference = await fetchFlake(tool, input, process.cwd());
    references[name] = reference;
    hashes[name] = await hashOf(tool, reference);
  }
  const all = flakes();
  const directory = mkdtempSync(path.join(tmpdir(), "cdknix-hand-written-"));
  try {
    const results: Record<string, Derivations> = {};
    for (const [name, files] of Object.entries(all)) {
      const derivations = await derivationsOf(tool, files, path.join(directory, name), references);
      results[name] = derivations;
      for (const [host, derivation] of Object.entries(derivations)) print(`${name}: ${host}: ${derivation}`);
    }
    const { before, ...steps } = results;
    if (before === undefined) throw new Error("the hand-written flake is missing");
    const different = Object.keys(steps).filter((step) => !isDeepStrictEqual(steps[step], before));
    if (different.length > 0) throw new Error(`the derivations differ from those before: ${different.join(", ")}`);
    record({ sources: digestOf(all), inputs: hashes }, { [tool.version]: before });
    print("the derivations are equal; recorded");
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

void main().catch((error: unknown) => {
  print(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
