import { readdirSync, readFileSync, statSync } from "node:fs";
import * as path from "node:path";
import type { Issue } from "../../model";
import { systemErrorCode } from "../../platform/system-error";
import { secretMissing, secretNotFile, secretsDirectoryUnreadable, secretsRefused, secretUnknown } from "./errors";

/** The values of secrets by name, sorted. */
export type Secrets = ReadonlyMap<string, Buffer>;

/** No secret is nearly as large; protects against a wrong directory. */
const mostBytes = 64 * 1024 ** 2;

/**
 * Reads the secrets of a host from a directory: one file per secret, named like it.
 * @throws a failure with all differences if the directory has other names than the host uses.
 */
export function readSecretsSync(directory: string, names: readonly string[]): Secrets {
  const found = entriesOf(directory);
  const secrets = new Map<string, Buffer>();
  const issues: Issue[] = found.filter((name) => !names.includes(name)).map((name) => secretUnknown(name, names));
  for (const name of [...names].sort()) {
    if (!found.includes(name)) {
      issues.push(secretMissing(name));
      continue;
    }
    const value = readSecret(path.join(directory, name));
    if (typeof value === "string") issues.push(secretNotFile(name, value));
    else secrets.set(name, value);
  }
  if (issues.length > 0) throw secretsRefused(directory, issues);
  return secrets;
}

function entriesOf(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    throw secretsDirectoryUnreadable(directory, problemOf(error));
  }
}

/** The contents of a file, or why they cannot be used. Never contains any of them. */
function readSecret(file: string): Buffer | string {
  try {
    const stats = statSync(file);
    if (!stats.isFile()) return "it is not a file";
    if (stats.size > mostBytes) return "it is larger than 64 MiB";
    const value = readFileSync(file);
    return value.length === 0 ? "it is empty" : value;
  } catch (error) {
    return problemOf(error);
  }
}

function problemOf(error: unknown): string {
  const code = systemErrorCode(error);
  return (code === undefined ? undefined : problems[code]) ?? code ?? "reading it failed";
}

const problems: Readonly<Record<string, string>> = {
  ENOENT: "it does not exist",
  ENOTDIR: "it is not a directory",
  EACCES: "permission denied",
  ELOOP: "its symbolic links lead in a circle",
};
