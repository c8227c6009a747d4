import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { ancestors } from "../../platform/files/ancestors";
import type { Issue } from "../../model";
import { systemErrorCode } from "../../platform/system-error";
import { compileIssue } from "./compile-issue";
import { packageInstallCommand } from "./package-manager";
import { runnerPackages } from "./runner";
import { isUserFile } from "./user-files";

const code = "module-not-found";

/** Converts the exception for a module that Node does not find; undefined for another exception. */
export function missingModule(error: unknown): Issue | undefined {
  const systemCode = systemErrorCode(error);
  if (!(error instanceof Error) || (systemCode !== "MODULE_NOT_FOUND" && systemCode !== "ERR_MODULE_NOT_FOUND"))
    return undefined;
  const [, specifier = "", from] =
    /^Cannot find (?:module|package) '([^'\n]+)'(?: imported from (.+))?/.exec(error.message) ?? [];
  if (specifier === "") return undefined;
  const importer = from ?? (error as { requireStack?: readonly string[] }).requireStack?.[0];
  const location = importer?.startsWith("file:") === true ? fileURLToPath(importer) : importer;
  // Node's own options import from the working directory, which ends with a slash.
  const file = location?.endsWith("/") === true ? undefined : location;
  if (/^(?:[./]|file:)/.test(specifier)) return missingFile(specifier, file);
  return missingPackage(packageName(specifier), specifier, file);
}

/** A file of the project that does not exist; undefined if the user's files do not import it. */
function missingFile(specifier: string, file: string | undefined): Issue | undefined {
  // Some runners import from a file that does not exist.
  if (file === undefined || !isUserFile(file) || !existsSync(file)) return undefined;
  const target = path.isAbsolute(specifier) ? path.relative(path.dirname(file), specifier) : specifier;
  const shown = target.startsWith(".") ? target : `./${target}`;
  // Node needs it in ES modules.
  const extension = [".ts", ".mts", ".js", ".mjs"].find((end) =>
    existsSync(path.resolve(path.dirname(file), `${shown}${end}`)),
  );
  return compileIssue(
    {
      message: `cannot find the file ${JSON.stringify(shown)}`,
      ...place(file, shown),
      fix: extension === undefined ? "check the path of the import" : `write the extension: "${shown}${extension}"`,
    },
    code,
  );
}

function missingPackage(name: string, specifier: string, file: string | undefined): Issue | undefined {
  const directory = process.cwd();
  if (file !== undefined && isUserFile(file) && existsSync(file)) {
    if (isPackageInstalled(name, file)) {
      const message = `cannot find the module ${JSON.stringify(specifier)}`;
      const reason = `the package ${name} is installed, but has no such file`;
      return compileIssue({ message, reason, ...place(file, specifier), fix: "check the path of the import" }, code);
    }
    const fix = `run \`${packageInstallCommand(directory, [name])}\``;
    return compileIssue({ message: `the package ${name} is not installed`, ...place(file, specifier), fix }, code);
  }
  const [, owner] = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file ?? "") ?? [];
  const packages = owner === undefined ? runnerPackages(name) : [name];
  return {
    severity: "error",
    code: owner === undefined ? "runner-missing" : code,
    constructPath: "",
    message: `the package ${name} is not installed`,
    reason: owner === undefined ? "the command that runs the program loads it" : `${owner} needs it`,
    fix: `run \`${packageInstallCommand(directory, packages, true)}\``,
  };
}

function isPackageInstalled(name: string, importer: string): boolean {
  return ancestors(path.dirname(importer)).some((at) => existsSync(path.join(at, "node_modules", name)));
}

/** The line of the import: the first one that contains the name in quotes. */
function place(file: string, specifier: string): { file: string; line: number; column: number; endColumn: number } {
  const lines = readFileSync(file, "utf8").split("\n");
  // The extension may differ from that in the import.
  const stem = specifier.replace(/\.[cm]?[jt]s$/, "");
  const quoted = (text: string): number =>
    lines.findIndex((line) => line.includes(`"${text}`) || line.includes(`'${text}`));
  const exact = Math.max(quoted(`${specifier}"`), quoted(`${specifier}'`));
  const index = Math.max(0, exact === -1 ? quoted(stem) : exact);
  const column = Math.max(0, lines[index]?.indexOf(stem) ?? 0) + 1;
  return { file, line: index + 1, column, endColumn: column + stem.length };
}

function packageName(specifier: string): string {
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
}
