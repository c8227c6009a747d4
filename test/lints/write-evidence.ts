import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import * as prettier from "prettier";
import { filesOf, hostModules, keysOfInterest, moduleOf, type Evidence, type Recorded } from "./evidence";
import type { LintProgram } from "./lint-program-types";
import { lintPrograms } from "./lint-programs";
import { flakeSettings, readNixConf, type NixConfLine } from "./nix-conf";
import { writePages } from "./pages";
import { RealNixos } from "./real-nixos";

// Evaluates the programs of the lints on a real NixOS tree, and records the results.
const { values } = parseArgs({
  options: {
    nixpkgs: { type: "string" },
    kbd: { type: "string" },
    all: { type: "boolean", default: false },
    "nix-conf": { type: "boolean", default: false },
  },
});
const directory = path.join(__dirname, "evidence");

async function record(
  nixos: RealNixos,
  program: LintProgram,
  kind: "wrong" | "right",
  before: Recorded | undefined,
): Promise<Recorded> {
  if (before !== undefined && isCurrent(before, program, kind)) return before;
  const answers = [];
  for (const { expression } of program.questions) {
    const answer = await nixos.ask(filesOf(program, kind), hostModules, expression);
    process.stderr.write(`${program.code}, ${kind}: ${JSON.stringify(answer)}\n`);
    answers.push({ expression, ...answer });
  }
  return { module: moduleOf(program, kind), answers };
}

/** Whether a recording is of the same program and questions. */
function isCurrent(before: Recorded, program: LintProgram, kind: "wrong" | "right"): boolean {
  const asked = program.questions.map(({ expression }) => expression);
  return (
    before.module === moduleOf(program, kind) &&
    isDeepStrictEqual(
      before.answers.map(({ expression }) => expression),
      asked,
    )
  );
}

/** The keys with a line in a keymap of kbd's source tree. */
function keysIn(kbd: string, file: string): readonly number[] {
  const text = readFileSync(path.join(kbd, "data/keymaps", file), "utf8");
  return keysOfInterest.filter((key) => new RegExp(`^keycode\\s+${String(key)}\\s*=`, "m").test(text));
}

function keyMapsOf(kbd: string): Evidence["keyMaps"] {
  return {
    kbd: path.basename(path.resolve(kbd)),
    en: keysIn(kbd, "pine/en.map"),
    us: keysIn(kbd, "i386/qwerty/us.map"),
  };
}

/** The recorded evidence of a release; undefined if there is none. */
function recordedFor(release: string): Evidence | undefined {
  const file = fileOf(release);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Evidence) : undefined;
}

const fileOf = (release: string): string => path.join(directory, `${release}.json`);

/** How this Nix treats flake settings, next to the recordings of other versions. */
function nixConfBeside(recorded: Evidence | undefined, nix: string): Evidence["nixConf"] {
  const version = nix.replace(/^.* /, "");
  const own = Object.fromEntries(
    flakeSettings.map((setting): [string, NixConfLine] => [setting, readNixConf(version, setting)]),
  );
  return Object.fromEntries(
    Object.entries({ ...recorded?.nixConf, [version]: own }).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

async function main(nixpkgs: string, kbd: string | undefined): Promise<void> {
  const nixos = new RealNixos(path.resolve(nixpkgs));
  const versions = await nixos.versions();
  const recorded = recordedFor(versions.release);
  const lints: Record<string, Evidence["lints"][string]> = {};
  for (const program of lintPrograms) {
    const before = values.all || recorded?.nix !== versions.nix ? undefined : recorded.lints[program.code];
    lints[program.code] = {
      wrong: await record(nixos, program, "wrong", before?.wrong),
      right: await record(nixos, program, "right", before?.right),
    };
  }
  const nixConf = nixConfBeside(recorded, versions.nix);
  const keyMaps = kbd === undefined ? recorded?.keyMaps : keyMapsOf(kbd);
  if (keyMaps === undefined) throw new Error("the first recording of a release needs --kbd");
  const evidence: Evidence = { ...versions, keyMaps, nixConf, lints };
  await write(evidence);
}

/** Adds the results of this machine's Nix for nix.conf to the recording. */
async function addNixConf(): Promise<void> {
  const nix = execFileSync("nix", ["--version"], { encoding: "utf8" }).trim();
  for (const file of readdirSync(directory)) {
    const recorded = recordedFor(path.basename(file, ".json"));
    if (recorded !== undefined) await write({ ...recorded, nixConf: nixConfBeside(recorded, nix) });
  }
}

async function write(evidence: Evidence): Promise<void> {
  const file = fileOf(evidence.release);
  const options = await prettier.resolveConfig(file);
  writeFileSync(file, await prettier.format(JSON.stringify(evidence), { ...options, parser: "json" }));
  writePages(evidence);
  process.stderr.write(
    `wrote ${file} and docs/lints; run npx jest test/lints to check that it proves the lints right\n`,
  );
}

const fail = (error: unknown): void => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
};
if (values["nix-conf"]) addNixConf().catch(fail);
else if (values.nixpkgs === undefined) {
  process.stderr.write(
    "usage: npm run lint-evidence -- --nixpkgs PATH [--kbd PATH] [--all]\n" +
      "       npm run lint-evidence -- --nix-conf\n" +
      "  --nixpkgs  a nixpkgs tree, such as a checkout of release-24.05\n" +
      "  --kbd      the unpacked source of kbd, for example from apt-get source kbd (default: what is recorded)\n" +
      "  --all      also programs that the same Nix has already evaluated\n" +
      "  --nix-conf only how this machine's Nix treats flake settings in nix.conf, next to the recorded results of others\n",
  );
  process.exitCode = 1;
} else main(values.nixpkgs, values.kbd).catch(fail);
