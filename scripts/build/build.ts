import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { bundle } from "./bundle";
import { licenseNotices } from "./license-notices";
import { prunedDeclarations } from "./prune-declarations";

// Writes dist/lib, which the package contains: the bundled JavaScript, and the declarations of the entry points.
const directory = path.resolve(__dirname, "../../dist/lib");

async function main(): Promise<void> {
  rmSync(directory, { recursive: true, force: true });
  const { entries, packages } = await bundle(directory);
  writeFileSync(path.join(directory, "licenses.txt"), licenseNotices(packages));
  const tsc = [require.resolve("typescript/bin/tsc"), "-p", "tsconfig.build.json"];
  const compiled = spawnSync(process.execPath, tsc, { stdio: "inherit" });
  if (compiled.status !== 0) process.exitCode = 1;
  else for (const file of prunedDeclarations(directory, entries)) rmSync(file);
}

void main();
