import { readFileSync } from "node:fs";
import * as path from "node:path";
import { optionTableFile, optionTableVersion, type OptionTable } from "../options";
import { systemErrorCode } from "../platform/system-error";

/** An option table, or the reason why the existing file cannot be used. */
export type ReadTable = { readonly table: OptionTable } | { readonly problem: string };

/** The option table that `synth import` wrote for a project; undefined if there is none. */
export function readOptionTableSync(projectDirectory: string): ReadTable | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(path.join(projectDirectory, optionTableFile), "utf8"));
    return isTable(content)
      ? { table: content }
      : { problem: "it was written by another version of cdknix, or by hand" };
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    return { problem: (error as Error).message };
  }
}

/** Checks the header only: the tens of thousands of nodes are checked on access. */
function isTable(content: unknown): content is OptionTable {
  const { version, types, releases, root } = (content ?? {}) as Partial<Record<keyof OptionTable, unknown>>;
  return version === optionTableVersion && Array.isArray(types) && Array.isArray(releases) && typeof root === "object";
}
