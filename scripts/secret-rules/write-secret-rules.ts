import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { format } from "prettier";
import type { Rule } from "../../lib/scan/rule";
import { javascriptPattern } from "./javascript-pattern";
import { omittedRules } from "./omitted-rules";

interface Allowlist {
  readonly condition?: string;
  readonly regexTarget?: string;
  readonly paths?: readonly string[];
  readonly regexes?: readonly string[];
  readonly stopwords?: readonly string[];
}

interface GitleaksRule {
  readonly id: string;
  readonly description: string;
  readonly regex?: string;
  readonly path?: string;
  readonly keywords?: readonly string[];
  readonly entropy?: number;
  readonly secretGroup?: number;
  readonly allowlists?: readonly Allowlist[];
}

interface GitleaksConfig {
  readonly allowlist: Allowlist;
  readonly rules: readonly GitleaksRule[];
}

/**
 * Writes lib/scan/gitleaks-rules.json from the default configuration of gitleaks:
 * npm run secret-rules -- path/to/config/gitleaks.toml
 */
async function main([source]: readonly string[]): Promise<void> {
  if (source === undefined) throw new Error("pass the path of config/gitleaks.toml in a checkout of gitleaks");
  const { parse } = await import("smol-toml");
  const config = parse(readFileSync(source, "utf8")) as unknown as GitleaksConfig;
  const content = {
    source: "https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml",
    license: readFileSync(path.join(path.dirname(source), "../LICENSE"), "utf8").split("\n"),
    allowed: patterns(config.allowlist.regexes),
    rules: config.rules.filter(({ id, regex }) => regex !== undefined && !omittedRules.has(id)).map(ruleOf),
  };
  const target = path.join(__dirname, "../../lib/scan/gitleaks-rules.json");
  writeFileSync(target, await format(JSON.stringify(content), { parser: "json", printWidth: 120 }));
  process.stdout.write(`${String(content.rules.length)} rules\n`);
}

function ruleOf(rule: GitleaksRule): Rule {
  // Conditions on a path besides the text would need both; only generic-api-key has them.
  const allowed = rule.allowlists ?? [];
  return {
    id: rule.id,
    keywords: rule.keywords ?? [],
    pattern: javascriptPattern(rule.regex ?? "").replace(leadingName, ""),
    ...(rule.path === undefined ? {} : { path: javascriptPattern(rule.path) }),
    ...(rule.entropy === undefined ? {} : { entropy: rule.entropy }),
    ...(rule.secretGroup === undefined ? {} : { group: rule.secretGroup }),
    ...allowedOf(
      "allowed",
      allowed.filter(({ regexTarget }) => regexTarget === undefined),
    ),
    ...allowedOf(
      "allowedMatches",
      allowed.filter(({ regexTarget }) => regexTarget === "match"),
    ),
  };
}

/** Characters before a keyword, which are not part of the secret: without them, a pattern begins with fixed letters. */
const leadingName = /^\[\\w\.-\]\{0,50\}\?/;

function allowedOf(name: "allowed" | "allowedMatches", lists: readonly Allowlist[]): Partial<Rule> {
  const found = lists.flatMap(({ regexes }) => patterns(regexes));
  return found.length === 0 ? {} : { [name]: found };
}

const patterns = (regexes: readonly string[] = []): readonly string[] => regexes.map(javascriptPattern);

void main(process.argv.slice(2));
