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
  // Some editors on Windows write a byte order mark.
  const value = parseJson(text.content.replace(/^\uFEFF/, ""));
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
    throw configNotJson({ file: configFile, ...positionAt(content, offset) }, reason, fixAt(content, offset));
  }
}

/** The fix for parts of JavaScript that JSON does not have. */
function fixAt(content: string, offset: number): string | undefined {
  const [before, next] = [content.slice(0, offset), content.charAt(offset)];
  if (/,\s*$/.test(before) && /[}\]]/.test(next)) return "remove the comma before it: JSON has no trailing commas";
  if (/^\/[/*]/.test(content.slice(offset))) return "remove the comment: JSON has none";
  return next === "'" ? "use double quotes: JSON has no others" : undefined;
}
