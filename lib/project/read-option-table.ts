import { readFileSync } from "node:fs";
import * as path from "node:path";
import { optionTableFile, optionTableVersion, type OptionTable } from "../options";
import { systemErrorCode } from "../platform/system-error";

/** A table of options, or why there is none although there is a file. */
export type ReadTable = { readonly table: OptionTable } | { readonly problem: string };

/** The options that `synth import` found for a project; undefined where it never ran. */
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

/** By its head: each of its ten thousands of nodes is only looked at when it is asked for, and then with care. */
function isTable(content: unknown): content is OptionTable {
  const { version, types, releases, root } = (content ?? {}) as Partial<Record<keyof OptionTable, unknown>>;
  return version === optionTableVersion && Array.isArray(types) && Array.isArray(releases) && typeof root === "object";
}
