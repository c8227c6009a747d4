import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { evaluateOptions } from "../../lib/commands/import/evaluate-options";
import { since } from "../../lib/model";
import { optionTable, optionTree, packTable, type OptionDeclaration } from "../../lib/options";
import { digestText } from "../../lib/platform/files/digest";
import { fetchFlake } from "../../lib/platform/nix/flakes";
import { findNix } from "../../lib/platform/nix/tool";
import { lockWithReplacements, nixpkgsReplacement } from "../../lib/project/lock-file/flake-lock";
import { writeTreeSync } from "../../lib/project/output/write-tree";
import {
  releasesOfTable,
  shippedReleases,
  shippedTableFile,
  type ShippedRelease,
} from "../../lib/project/shipped-option-tables";
import { repository } from "../examples/examples";
import { narHashIn } from "../goldens/evaluate";
import { releaseOf } from "../goldens/release-of";
import { plainHost } from "../goldens/specimen";

// Writes the options of a nixpkgs tree for the package, as described in docs/evaluated.md.
const { values: options } = parseArgs({
  options: {
    nixpkgs: { type: "string" },
    release: { type: "string" },
    date: { type: "string" },
    check: { type: "boolean", default: false },
  },
});

const print = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** The options of the installer image without other constructs, and the hash of the nixpkgs that declares them. */
async function evaluate(
  nixpkgs: string,
  release: ShippedRelease,
): Promise<{ declarations: readonly OptionDeclaration[]; narHash: string }> {
  const tool = await findNix();
  const reference = await fetchFlake(tool, nixpkgs, process.cwd());
  const directory = mkdtempSync(path.join(tmpdir(), "cdknix-option-tables-"));
  try {
    const { tree, flake, host } = plainHost(release);
    writeTreeSync(directory, tree);
    const own = path.join(directory, flake);
    const projectLock = path.join(directory, "none");
    await lockWithReplacements(tool, { directory: own, projectLock }, [nixpkgsReplacement(reference)]);
    const source = { directory: own, attribute: `nixosConfigurations."${host}"` };
    const declarations = await evaluateOptions(tool, source, host, { onStderrLine: print });
    return { declarations, narHash: narHashIn(path.join(own, "flake.lock")) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Lists of everything that a package supports change with the package, and have up to twenty thousand letters. */
function withoutLongTypes(declaration: OptionDeclaration): OptionDeclaration {
  return declaration.type.length > 1000 ? { ...declaration, type: "unspecified value" } : declaration;
}

function shippedRelease(nixpkgs: string): ShippedRelease {
  const release = releaseOf(nixpkgs, options.release);
  const shipped = shippedReleases.find((each) => each === release);
  if (shipped !== undefined) return shipped;
  throw new Error(`the package has no table for ${release}: add it to lib/project/shipped-option-tables.ts`);
}

async function main(nixpkgs: string): Promise<void> {
  const release = shippedRelease(nixpkgs);
  const { declarations, narHash } = await evaluate(nixpkgs, release);
  const tree = optionTree(declarations.map(withoutLongTypes));
  // Only the newest one changes after it was read.
  const date = since(release, "unstable") ? { date: options.date ?? new Date().toISOString().slice(0, 10) } : {};
  const source = { narHash, ...date, options: declarations.length };
  const text = packTable(
    optionTable(tree, { releases: [...releasesOfTable(release)], inputs: [], complete: true }),
    source,
    digestText,
  );
  const file = shippedTableFile(release);
  const isSame = existsSync(file) && readFileSync(file, "utf8") === text;
  const count = (what: keyof OptionDeclaration): string =>
    String(declarations.filter((declaration) => declaration[what] !== undefined).length);
  print(
    `NixOS ${release}: ${String(declarations.length)} options, ${count("aliasOf")} aliases, ${count("removal")} removed`,
  );
  print(isSame ? "the table is up to date" : `the table differs: see git diff ${path.relative(repository, file)}`);
  if (!options.check) writeFileSync(file, text);
  else if (!isSame) process.exitCode = 1;
}

if (options.nixpkgs === undefined) {
  print("usage: npm run option-tables -- --nixpkgs PATH [--release RELEASE] [--date DATE] [--check]");
  process.exitCode = 1;
} else {
  main(path.resolve(options.nixpkgs)).catch((error: unknown) => {
    print(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
