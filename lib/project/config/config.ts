import { readFileSync } from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { configInvalid, configUnreadable } from "./errors";
import { profileSchema, profilesSchema } from "./profile-schema";

/** Name of the configuration file in the project directory. */
export const configFile = "cdk.json";

const text = z.string().min(1);
const setting = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

const configSchema = z.strictObject({
  /** Command line of the program. */
  app: text.optional(),
  /** Output directory, relative to the project directory. Default: `cdk.out`. */
  output: text.optional(),
  /** Context values for the program. */
  context: z.record(z.string(), z.unknown()).optional(),
  /** Replacement for the flakes' nixpkgs: a flake reference, or `embedded`. */
  nixpkgs: text.optional(),
  /** Settings for Nix. */
  nix: z
    .strictObject({
      /** Remote builders in nix.conf syntax. */
      builders: z.union([z.string(), z.array(text)]).optional(),
      store: text.optional(),
      /** Addresses of stores and caches to substitute from. */
      substituters: z.union([z.string(), z.array(text)]).optional(),
      offline: z.boolean().optional(),
      /** Settings of nix.conf by name. */
      options: z.record(z.string(), setting).optional(),
    })
    .optional(),
  /** Build settings by profile name. */
  profiles: profilesSchema.optional(),
  /** Files that `synth watch` watches. */
  watch: z
    .strictObject({
      include: z.union([z.string(), z.array(z.string())]).optional(),
      exclude: z.union([z.string(), z.array(z.string())]).optional(),
    })
    .optional(),
});

/** The contents of cdk.json. */
export type Config = z.infer<typeof configSchema>;

/**
 * Reads cdk.json of a project; undefined if it does not exist.
 * @throws a failure of kind `usage` that names the line or the key.
 */
export function readConfig(projectDirectory: string): Config | undefined {
  let content: string;
  try {
    content = readFileSync(path.join(projectDirectory, configFile), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw configUnreadable(configFile, (error as Error).message);
  }
  const parsed = configSchema.safeParse(parseJson(content));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw issue === undefined ? configInvalid(configFile, "it is not valid", "") : describeIssue(issue);
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    const message = (error as Error).message;
    const position = /position (\d+)/.exec(message)?.[1];
    const before = content.slice(0, position === undefined ? content.length : Number(position)).split("\n");
    const where = `line ${String(before.length)}, column ${String((before.at(-1)?.length ?? 0) + 1)}`;
    throw configUnreadable(configFile, `invalid JSON: ${message.replace(/ in JSON at position .*$/s, "")} (${where})`);
  }
}

function describeIssue(issue: z.core.$ZodIssue): ReturnType<typeof configInvalid> {
  const at = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const key = [at, issue.keys[0]].filter(Boolean).join(".");
    return configInvalid(configFile, `unknown key ${JSON.stringify(key)}`, `known keys: ${knownKeys(at)}`);
  }
  // The reason for an invalid key is in the nested issue.
  const reason = issue.code === "invalid_key" ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return configInvalid(configFile, at === "" ? "not an object" : `invalid value for "${at}"`, reason);
}

function knownKeys(at: string): string {
  if (at.startsWith("profiles.")) return Object.keys(profileSchema.shape).join(", ");
  const nested: unknown = at === "" ? configSchema : configSchema.shape[at as keyof Config].unwrap();
  return nested instanceof z.ZodObject ? Object.keys(nested.shape).join(", ") : "";
}
