import { z } from "zod";
import type { Issue } from "../../model";
import { nearestName } from "../../options";
import { cdkKeyFix, isCdkContextKey, isCdkKey } from "./cdk-keys";
import { configSchema, type ConfigFile } from "./config-schema";
import { locateInJson, type JsonPath } from "./locate-in-json";

/** A configuration file that was read as JSON. */
export interface ConfigText {
  /** Its name. */
  readonly file: string;
  readonly content: string;
}

/** All errors of a schema check, in the order of the file. Keys of AWS CDK are warnings and not among them. */
export function configErrors(text: ConfigText, issues: readonly z.core.$ZodIssue[]): readonly Issue[] {
  return issues
    .flatMap((issue) => errorsOf(text, issue))
    .sort((left, right) => (left.source?.line ?? 0) - (right.source?.line ?? 0));
}

/** Warnings about keys that AWS CDK reads and cdknix does not. */
export function configWarnings(text: ConfigText, config: Readonly<Record<string, unknown>>): readonly Issue[] {
  const keys = Object.keys(config).filter((key) => isCdkKey(key));
  const { context } = config as ConfigFile;
  const flags = Object.keys(context ?? {}).filter((key) => isCdkContextKey(key));
  const [first] = flags;
  return [
    ...keys.map((key) => noEffect(text, [key], `"${key}" has no effect in cdknix`, cdkKeyFix(key))),
    ...(first === undefined
      ? []
      : [
          noEffect(
            text,
            ["context", first],
            flagsMessage(first, flags.length - 1),
            flags.length === 1 ? "remove it" : "remove them",
            flags.length > 1,
          ),
        ]),
  ];
}

function flagsMessage(first: string, others: number): string {
  return others === 0
    ? `the context key "${first}" has no effect in cdknix`
    : `"${first}" and ${String(others)} more context ${others === 1 ? "key" : "keys"} have no effect in cdknix`;
}

function noEffect(text: ConfigText, path: JsonPath, message: string, fix: string, isPlural = false): Issue {
  return {
    severity: "warning",
    code: "config-no-effect",
    constructPath: "",
    message: `${text.file}: ${message}`,
    reason: `AWS CDK reads ${isPlural ? "them" : "it"}, and cdknix has no equivalent`,
    fix,
    ...located(text, path),
  };
}

function errorsOf(text: ConfigText, issue: z.core.$ZodIssue): readonly Issue[] {
  const path = issue.path as JsonPath;
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(text, path, key));
  // The reason for an invalid key is in the nested issue.
  const found = issue.code === "invalid_key" ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  const expected = expectedBy(issue);
  const reason = /^Too small: expected string to have >=1 characters$/.test(found)
    ? "the string is empty"
    : expected.length > 0
      ? `expected ${listed(expected.map((type) => forms[type]?.[0] ?? type))}`
      : found.replace(/^Invalid input: /, "");
  const written = expected.flatMap((type) => forms[type]?.[1] ?? []);
  const message = path.length === 0 ? "not an object" : `invalid value for "${path.join(".")}"`;
  return [
    configError(text, path, message, { reason, ...(written.length === 0 ? {} : { fix: `write ${listed(written)}` }) }),
  ];
}

/** Types of values, in the words of JSON, and how they are written. */
const forms: Readonly<Record<string, readonly [name: string, written: string]>> = {
  string: ["a string", '"…"'],
  number: ["a number", "1"],
  boolean: ["true or false", "true"],
  array: ["a list", '["…"]'],
  object: ["an object", '{ "…": … }'],
  record: ["an object", '{ "…": … }'],
};

/** The types that a value may have, if it has another one. */
function expectedBy(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === "invalid_type") return [issue.expected];
  return issue.code === "invalid_union"
    ? [...new Set(issue.errors.flatMap((errors) => errors.flatMap(expectedBy)))]
    : [];
}

const listed = (words: readonly string[]): string => [...new Set(words)].join(", or ");

function unknownKey(text: ConfigText, path: JsonPath, key: string): Issue {
  const known = keysAt(path);
  const meant = nearestName(key, known);
  return configError(text, [...path, key], `unknown key "${[...path, key].join(".")}"`, {
    reason: `known keys: ${known.join(", ")}`,
    ...(meant === undefined ? {} : { fix: `did you mean "${meant}"?` }),
  });
}

function configError(text: ConfigText, path: JsonPath, message: string, more: Pick<Issue, "reason" | "fix">): Issue {
  return {
    severity: "error",
    code: "config-invalid",
    constructPath: "",
    message: `${text.file}: ${message}`,
    ...more,
    ...located(text, path),
  };
}

function located({ file, content }: ConfigText, path: JsonPath): Pick<Issue, "source"> {
  const position = locateInJson(content, path);
  return position === undefined ? {} : { source: { file, ...position } };
}

/** The keys that the schema allows in an object of the file. */
function keysAt(path: JsonPath): readonly string[] {
  let schema: unknown = configSchema;
  for (const segment of path) {
    if (schema instanceof z.ZodObject) schema = (schema.shape as Readonly<Record<string, unknown>>)[segment];
    if (schema instanceof z.ZodOptional) schema = schema.unwrap();
    else if (schema instanceof z.ZodRecord) schema = schema.valueType;
  }
  return schema instanceof z.ZodObject ? Object.keys(schema.shape as object).filter((key) => key !== "$schema") : [];
}
