import type { SshdFacts, SshdSetting } from "./login-facts";

/** A line of sshd's configuration. */
export interface Directive {
  /** In lower case: sshd ignores the case. */
  readonly keyword: string;
  readonly values: readonly string[];
  /** The option that sets it; null if the module of NixOS does. */
  readonly option: string;
}

/** The lines after a `Match` line. */
export interface MatchBlock {
  /** The `Match` line. */
  readonly text: string;
  /** Names of criteria in lower case, with their patterns. */
  readonly criteria: readonly { readonly name: string; readonly patterns: readonly string[] }[];
  readonly directives: readonly Directive[];
}

/** The whole configuration of sshd. */
export interface SshdConfig {
  readonly global: readonly Directive[];
  readonly matches: readonly MatchBlock[];
  /** Whether it refers to files that are not known. */
  readonly isPartial: boolean;
}

const settingsOption = "services.openssh.settings";

/**
 * The configuration that sshd reads: options on its command line, then NixOS's settings and `extraConfig` in this order, or
 * the sshd_config that replaces them.
 */
export function sshdConfigOf(facts: SshdFacts): SshdConfig {
  const command = commandLine(facts.command);
  const file =
    facts.replaced === null
      ? [...settingLines(facts.settings), ...linesOf(facts.extraConfig, "services.openssh.extraConfig")]
      : linesOf(facts.replaced.text ?? "", 'environment.etc."ssh/sshd_config"');
  const global = [...command];
  const matches: { text: string; criteria: MatchBlock["criteria"]; directives: Directive[] }[] = [];
  for (const line of file) {
    if (line.keyword === "match") {
      matches.push({ text: line.values.join(" "), criteria: criteriaOf(line.values), directives: [] });
    } else {
      (matches.at(-1)?.directives ?? global).push(line);
    }
  }
  const isIncluding = file.some(({ keyword }) => keyword === "include");
  return { global, matches, isPartial: isIncluding || (facts.replaced !== null && facts.replaced.text === null) };
}

function settingLines(settings: Readonly<Record<string, SshdSetting>>): readonly Directive[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    if (value === null) return [];
    const values =
      typeof value === "boolean" ? [value ? "yes" : "no"] : typeof value === "object" ? value : words(String(value));
    return [{ keyword: name.toLowerCase(), values, option: `${settingsOption}.${name}` }];
  });
}

function linesOf(text: string, option: string): readonly Directive[] {
  return text.split("\n").flatMap((line) => {
    const [, keyword, rest] = /^\s*([A-Za-z]\w*)(?:\s*=\s*|\s+)(.*)$/.exec(line) ?? [];
    return keyword === undefined ? [] : [{ keyword: keyword.toLowerCase(), values: words(rest ?? ""), option }];
  });
}

/** Options on sshd's command line, which come before its file. */
function commandLine(command: string): readonly Directive[] {
  const found = command.matchAll(/\s-o\s*(?:"([^"]*)"|'([^']*)'|(\S+))/g);
  return [...found].flatMap(([, double, single, bare]) =>
    linesOf(double ?? single ?? bare ?? "", "systemd.services.sshd.serviceConfig.ExecStart"),
  );
}

/** The words of a line, without quotes and comment. */
function words(text: string): readonly string[] {
  const found = text.matchAll(/"([^"]*)"|(#.*)|([^\s"#]\S*)/g);
  return [...found].flatMap(([, quoted, comment, bare]) => (comment === undefined ? [quoted ?? bare ?? ""] : []));
}

function criteriaOf(values: readonly string[]): MatchBlock["criteria"] {
  const criteria: { name: string; patterns: readonly string[] }[] = [];
  for (let at = 0; at < values.length; at++) {
    const [name = "", inline] = (values[at] ?? "").split("=", 2);
    const isAlone = name.toLowerCase() === "all" || name.toLowerCase() === "invalid-user";
    const patterns = isAlone ? "" : (inline ?? values[++at] ?? "");
    criteria.push({ name: name.toLowerCase(), patterns: patterns.split(",").filter((each) => each !== "") });
  }
  return criteria;
}

/** Whether a list of patterns matches a name, as ssh_config(5) describes under PATTERNS. */
export function matchesPatterns(name: string, patterns: readonly string[]): boolean {
  const matches = (pattern: string): boolean =>
    new RegExp(
      `^${pattern
        .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".")}$`,
    ).test(name);
  if (patterns.some((pattern) => pattern.startsWith("!") && matches(pattern.slice(1)))) return false;
  return patterns.some((pattern) => !pattern.startsWith("!") && matches(pattern));
}
