import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import * as prettier from "prettier";
import { filesOf, hostModules, keysOfInterest, moduleOf, type Evidence, type Recorded } from "./evidence";
import { lintPrograms, type LintProgram } from "./lint-programs";
import { writePages } from "./pages";
import { RealNixos } from "./real-nixos";

// Evaluates the programs that lints are about on a real NixOS tree, and writes down what it gives.
const { values } = parseArgs({ options: { nixpkgs: { type: "string" }, kbd: { type: "string" } } });

async function record(nixos: RealNixos, program: LintProgram, kind: "wrong" | "right"): Promise<Recorded> {
  const config = program[kind];
  const answers = [];
  for (const { expression } of program.questions) {
    const answer = await nixos.ask(filesOf(config), hostModules, expression);
    process.stderr.write(`${program.code}, ${kind}: ${JSON.stringify(answer)}\n`);
    answers.push({ expression, ...answer });
  }
  return { module: moduleOf(config), answers };
}

/** The keys with a line in a key map of kbd's source tree. */
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

async function main(nixpkgs: string, kbd: string): Promise<void> {
  const nixos = new RealNixos(path.resolve(nixpkgs));
  const versions = await nixos.versions();
  const lints: Record<string, Evidence["lints"][string]> = {};
  for (const program of lintPrograms) {
    lints[program.code] = {
      wrong: await record(nixos, program, "wrong"),
      right: await record(nixos, program, "right"),
    };
  }
  const evidence: Evidence = { ...versions, keyMaps: keyMapsOf(kbd), lints };
  const file = path.join(__dirname, "evidence", `${versions.release}.json`);
  const options = await prettier.resolveConfig(file);
  writeFileSync(file, await prettier.format(JSON.stringify(evidence), { ...options, parser: "json" }));
  writePages(evidence);
  process.stderr.write(`wrote ${file} and docs/lints; npx jest test/lints says whether it proves the lints right\n`);
}

if (values.nixpkgs === undefined || values.kbd === undefined) {
  process.stderr.write(
    "usage: npm run lint-evidence -- --nixpkgs PATH --kbd PATH\n" +
      "  --nixpkgs  a tree of nixpkgs, such as a checkout of release-24.05\n" +
      "  --kbd      the unpacked source of kbd, such as apt-get source kbd gives\n",
  );
  process.exitCode = 1;
} else {
  main(values.nixpkgs, values.kbd).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  });
}
