import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { repository } from "../site/repository";
import { checkProse } from "./check-prose";
import { exceptions } from "./exceptions";

/** Files at the root, and folders with the endings of their files. */
const files = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "embedded/README.md"];
const folders = {
  docs: /\.md$/,
  lib: /\.ts$/,
  "scripts/site/errors": /\.ts$/,
  templates: /\.(?:md|ts)$/,
  ".github": /\.md$/,
};

/** Prints wording to change as `file:line:column: "found": write …`, and fails if there is any. */
function lintProse(): void {
  const unused = new Set(exceptions);
  let count = 0;
  for (const file of filesToLint()) {
    const text = readFileSync(path.join(repository, file), "utf8");
    const lines = text.split("\n");
    for (const { line, column, found, instead } of checkProse(file, text)) {
      const exception = exceptions.find((one) => one.file === file && lines[line - 1]?.includes(one.line));
      if (exception === undefined) {
        process.stderr.write(`${file}:${String(line)}:${String(column)}: "${found}": write ${instead}\n`);
        count++;
      } else unused.delete(exception);
    }
  }
  for (const { file, line } of unused) {
    process.stderr.write(`scripts/prose/exceptions.ts: ${file} has no finding in a line with "${line}": remove it\n`);
  }
  if (count > 0) process.stderr.write(`${String(count)} places to reword\n`);
  process.exitCode = count + unused.size > 0 ? 1 : 0;
}

function filesToLint(): readonly string[] {
  const inFolders = Object.entries(folders).flatMap(([folder, ending]) =>
    readdirSync(path.join(repository, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => ending.test(name))
      .map((name) => `${folder}/${name}`)
      // Generated from the sources.
      .filter((file) => !/^docs\/(?:errors|reference)\/|\/node_modules\//.test(file))
      .sort(),
  );
  return [...files, ...inFolders];
}

lintProse();
