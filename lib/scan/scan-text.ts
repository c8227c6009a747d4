import { encodedTexts } from "./decode-base64";
import data from "./gitleaks-rules.json";
import { keyRules, variableRule } from "./key-rules";
import { isPlaceholder } from "./placeholder";
import type { Rule } from "./rule";
import { WordSearch } from "./word-search";

/** A secret in a text. */
export interface FoundSecret {
  /** Name of the rule, such as `github-pat`. */
  readonly kind: string;
  /** Offset of the secret, or of the base64 that contains it. */
  readonly start: number;
  readonly end: number;
  /** The secret itself: never print it. */
  readonly secret: string;
  /** Whether the text contains it as base64. */
  readonly isEncoded: boolean;
}

/** Base64 inside of base64, as in a Kubernetes secret with a kubeconfig. */
const maximumDepth = 2;

/**
 * Finds the secrets in a text. Rules run only if the text contains one of their keywords, which one pass finds.
 * @param file path of the file, for rules that concern certain files
 */
export function scanText(text: string, file = ""): readonly FoundSecret[] {
  return withoutOverlaps(allSecrets(withoutEscapes(text), file, 0));
}

/** A text with the escapes of Nix and JSON strings resolved, of the same length. */
function withoutEscapes(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replaceAll(/\\+(["'nrt])/g, (escape, character: string) =>
    /["']/.test(character) ? character.repeat(escape.length) : "\n".padStart(escape.length),
  );
}

function allSecrets(text: string, file: string, depth: number): readonly FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const rule of rulesFor(text)) {
    if (rule.path !== undefined && !patternOf(rule.path).test(file)) continue;
    for (const match of text.matchAll(patternOf(rule.pattern))) {
      const secret = secretOf(rule, match);
      if (secret === undefined) continue;
      const at = match[0].lastIndexOf(secret);
      const start = match.index + Math.max(at, 0);
      found.push({ kind: rule.id, start, end: start + secret.length, secret, isEncoded: false });
    }
  }
  if (depth === maximumDepth) return found;
  for (const { start, end, text: decoded } of encodedTexts(text)) {
    const [inner] = allSecrets(decoded, file, depth + 1);
    if (inner !== undefined) found.push({ ...inner, start, end, isEncoded: true });
  }
  return found;
}

function secretOf(rule: Rule, match: RegExpMatchArray): string | undefined {
  const [whole] = match;
  const group = rule.group === undefined ? match.slice(1).find((each) => each) : match[rule.group];
  const secret = group ?? whole;
  if (rule.entropy !== undefined && entropyOf(secret) <= rule.entropy) return undefined;
  const patterns = [...data.allowed, ...(rule.allowed ?? [])];
  if (patterns.some((pattern) => patternOf(pattern, "").test(secret))) return undefined;
  if (rule.allowedMatches?.some((pattern) => patternOf(pattern, "").test(whole)) === true) return undefined;
  return rule.isExact !== true && isPlaceholder(secret) ? undefined : secret;
}

/** Bits per character, as gitleaks computes it. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

/** Of secrets that overlap, the first is kept: the rules for keys come first, and know more than those for services. */
function withoutOverlaps(found: readonly FoundSecret[]): readonly FoundSecret[] {
  if (found.length < 2) return found;
  const kept: FoundSecret[] = [];
  for (const each of found) {
    if (!kept.some(({ start, end }) => each.start < end && start < each.end)) kept.push(each);
  }
  return kept.sort((left, right) => left.start - right.start);
}

const rules: readonly Rule[] = [...keyRules, ...data.rules, variableRule];
const keywords = [...new Set(rules.flatMap((rule) => rule.keywords))];

interface Index {
  readonly search: WordSearch;
  /** The rules of each keyword, by its position. */
  readonly byKeyword: readonly (readonly Rule[])[];
}

let index: Index | undefined;

const none: ReadonlySet<Rule> = new Set();

/** The rules with a keyword in a text, in their order, which decides between overlapping secrets. */
function rulesFor(text: string): ReadonlySet<Rule> {
  index ??= {
    search: new WordSearch(keywords),
    byKeyword: keywords.map((keyword) => rules.filter((rule) => rule.keywords.includes(keyword))),
  };
  const { search, byKeyword } = index;
  const found = search.wordsIn(text);
  if (found === undefined) return none;
  const selected = new Set([...found].flatMap((keyword) => byKeyword[keyword] ?? []));
  return selected.size < 2 ? selected : new Set(rules.filter((rule) => selected.has(rule)));
}

const compiled = new Map<string, RegExp>();

function patternOf(source: string, flags = "g"): RegExp {
  const key = `${flags}:${source}`;
  const known = compiled.get(key);
  const pattern = known ?? new RegExp(source, flags);
  if (known === undefined) compiled.set(key, pattern);
  pattern.lastIndex = 0;
  return pattern;
}
