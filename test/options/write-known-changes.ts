import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { evaluateOptions } from "../../lib/commands/import/evaluate-options";
import { optionName, type OptionDeclaration } from "../../lib/options";
import { fetchFlake } from "../../lib/platform/nix/flakes";
import { findNix } from "../../lib/platform/nix/tool";
import { lockWithNixpkgs } from "../../lib/project/lock-file/flake-lock";
import { writeTreeSync } from "../../lib/project/output/write-tree";
import { repository } from "../examples/examples";
import { releaseOf } from "../goldens/release-of";
import { plainHost } from "../goldens/specimen";

// Reads the renames and removals of a nixpkgs tree, as described in docs/evaluated.md.
const { values: options } = parseArgs({
  options: { nixpkgs: { type: "string" }, check: { type: "boolean", default: false } },
});

const file = path.resolve(__dirname, "../../lib/options/known-changes.json");

const print = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Details by option name, sorted. */
type Changes = Readonly<Record<string, string>>;

function changesIn(
  declarations: readonly OptionDeclaration[],
  what: (declaration: OptionDeclaration) => string | undefined,
): Changes {
  const found = declarations.flatMap((declaration): readonly (readonly [string, string])[] => {
    const text = what(declaration);
    // A message shows the text on one line.
    return text === undefined ? [] : [[optionName(declaration.path), text.replaceAll(/\s+/g, " ").trim()]];
  });
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The options of the installer image without other constructs. */
async function declarationsOf(nixpkgs: string): Promise<readonly OptionDeclaration[]> {
  const tool = await findNix();
  const reference = await fetchFlake(tool, nixpkgs, process.cwd());
  const directory = mkdtempSync(path.join(tmpdir(), "cdknix-known-changes-"));
  try {
    const { tree, flake, host } = plainHost(releaseOf(nixpkgs));
    writeTreeSync(directory, tree, repository);
    const own = path.join(directory, flake);
    await lockWithNixpkgs(tool, { directory: own, projectLock: path.join(directory, "none") }, reference);
    const source = { directory: own, attribute: `nixosConfigurations."${host}"` };
    return await evaluateOptions(tool, source, host, { onStderrLine: print });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function printDifferences(kind: string, before: Changes, after: Changes): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[name], after[name]];
    if (was !== is) print(`${kind}: ${name}: ${JSON.stringify(was ?? null)} becomes ${JSON.stringify(is ?? null)}`);
  }
}

async function main(nixpkgs: string): Promise<void> {
  const declarations = await declarationsOf(nixpkgs);
  const after = {
    release: releaseOf(nixpkgs),
    renamed: changesIn(declarations, ({ aliasOf }) => aliasOf),
    removed: changesIn(declarations, ({ removal }) => removal),
  };
  const before = JSON.parse(readFileSync(file, "utf8")) as typeof after;
  printDifferences("renamed", before.renamed, after.renamed);
  printDifferences("removed", before.removed, after.removed);
  const [renamed, removed] = [Object.keys(after.renamed), Object.keys(after.removed)].map(({ length }) => length);
  print(`NixOS ${after.release}: ${String(renamed)} options renamed, ${String(removed)} removed`);
  if (!options.check) writeFileSync(file, `${JSON.stringify(after, undefined, 2)}\n`);
  else if (!isDeepStrictEqual(before, after)) process.exitCode = 1;
}

if (options.nixpkgs === undefined) {
  print("usage: npm run known-changes -- --nixpkgs PATH [--check]");
  process.exitCode = 1;
} else {
  main(path.resolve(options.nixpkgs)).catch((error: unknown) => {
    print(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
