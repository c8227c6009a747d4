import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

/** The names, versions, and licenses of packages, which must accompany their code. */
export function licenseNotices(packages: readonly string[]): string {
  return packages.map((directory) => `${noticeOf(directory)}\n`).join(`\n${"-".repeat(80)}\n\n`);
}

function noticeOf(directory: string): string {
  const { name, version } = JSON.parse(readFileSync(path.join(directory, "package.json"), "utf8")) as {
    readonly name: string;
    readonly version: string;
  };
  const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no license file, so it cannot be part of the bundle`);
  return `${name} ${version}\n\n${readFileSync(path.join(directory, file), "utf8").trim()}`;
}
