import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { Issue } from "../../model";
import { isCdkKey } from "./cdk-keys";
import { configErrors, configWarnings, type ConfigText } from "./config-issues";
import { configSchema, type ConfigFile } from "./config-schema";
import { configInvalid, configNotJson, configUnreadable } from "./errors";
import { firstMistake, positionAt } from "./locate-in-json";

/** Name of the configuration file in the project directory. */
export const configFile = "cdk.json";

/** The contents of cdk.json. */
export interface Config extends ConfigFile {
  /** Warnings about its keys. */
  readonly warnings: readonly Issue[];
}

/**
 * Reads cdk.json of a project; undefined if it does not exist.
 * @throws a failure of kind `usage` with all errors and their lines.
 */
export function readConfig(projectDirectory: string): Config | undefined {
  let content: string;
  try {
    content = readFileSync(path.join(projectDirectory, configFile), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw configUnreadable(configFile, (error as Error).message);
  }
  return parseConfig({ file: configFile, content });
}

/**
 * Checks the contents of cdk.json.
 * @throws a failure of kind `usage` with all errors and their lines.
 */
export function parseConfig(text: ConfigText): Config {
  const value = parseJson(text.content);
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  const own = isObject ? Object.fromEntries(Object.entries(value).filter(([key]) => !isCdkKey(key))) : value;
  const parsed = configSchema.safeParse(own);
  if (!parsed.success) throw configInvalid(text.file, configErrors(text, parsed.error.issues));
  return { ...parsed.data, warnings: configWarnings(text, value as Readonly<Record<string, unknown>>) };
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    // Node names the position only in some of its messages, and shows an excerpt in others.
    const reason = (error as Error).message.replace(
      /(?: in JSON)? at position .*$|, (?:\.\.\.)?".* is not valid JSON$/s,
      "",
    );
    const offset = firstMistake(content) ?? content.length;
    const isTrailingComma = /,\s*$/.test(content.slice(0, offset)) && /[}\]]/.test(content.charAt(offset));
    throw configNotJson({ file: configFile, ...positionAt(content, offset) }, reason, isTrailingComma);
  }
}
