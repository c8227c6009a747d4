import type { AccountFacts, LoginFacts, SshdFacts } from "./login-facts";
import { acceptsAnyPassword, acceptsEmptyPasswords, usesPasswords } from "./pam";
import { matchesPatterns, sshdConfigOf, type Directive, type MatchBlock, type SshdConfig } from "./sshd-config";
import { isPublishedKey } from "./published-keys";

/**
 * How an account can log in. `no password` and `any password` let anyone in, a `published key` and a `public password`, which
 * is in the image, everybody who has it. `empty password`: sshd permits it, but other settings still refuse it.
 * @beta
 */
export type LoginMethod =
  "keys" | "published key" | "password" | "public password" | "no password" | "empty password" | "any password";

/**
 * A way into an account over SSH.
 * @beta
 */
export interface SshLogin {
  readonly account: string;
  readonly method: LoginMethod;
  /** The `Match` line that it depends on; null if it does not depend on one. */
  readonly match: string | null;
}

/** A way into an account over SSH, with its causes. */
export interface SshdLogin extends SshLogin {
  /** The options that allow it. */
  readonly options: readonly string[];
}

/** Settings that decide who can log in, with the value that sshd uses if they are not set. */
const decisiveSettings = {
  PermitRootLogin: "prohibit-password",
  PasswordAuthentication: "yes",
  KbdInteractiveAuthentication: "yes",
  PermitEmptyPasswords: "no",
  PubkeyAuthentication: "yes",
  AuthenticationMethods: "any",
  UsePAM: "no",
} as const;

type Decisive = keyof typeof decisiveSettings;

/** Older names of settings. */
const aliases: Readonly<Record<string, string>> = {
  challengeresponseauthentication: "kbdinteractiveauthentication",
  skeyauthentication: "kbdinteractiveauthentication",
};

/** The lines that apply to a connection, the ones that win first. */
class Effective {
  constructor(private readonly directives: readonly Directive[]) {}

  /** The value of a setting, and the option that sets it; null if none does. */
  of(name: Decisive): { readonly value: string; readonly option: string | null } {
    const found = this.all(name)[0];
    const value = found?.values.join(" ").toLowerCase() ?? decisiveSettings[name];
    return { value, option: found?.option ?? null };
  }

  is(name: Decisive, value: string): boolean {
    return this.of(name).value === value;
  }

  /** All lines with a keyword. */
  all(name: string): readonly Directive[] {
    const keyword = name.toLowerCase();
    return this.directives.filter((each) => (aliases[each.keyword] ?? each.keyword) === keyword);
  }

  /** The options that set any of these settings. */
  options(names: readonly Decisive[]): readonly string[] {
    return names.flatMap((name) => this.of(name).option ?? []);
  }
}

/** The values of the settings that decide who can log in, outside of `Match` blocks. */
export function effectiveSettings(facts: SshdFacts): Readonly<Record<Decisive, string>> {
  const effective = new Effective(sshdConfigOf(facts).global);
  const entries = Object.keys(decisiveSettings).map((name) => [name, effective.of(name as Decisive).value]);
  return Object.fromEntries(entries) as Record<Decisive, string>;
}

/** Every way into the accounts of a host over SSH, whether or not its port is reachable. */
export function sshdLogins({ accounts }: LoginFacts, facts: SshdFacts): readonly SshdLogin[] {
  const config = sshdConfigOf(facts);
  return Object.entries(accounts).flatMap(([name, account]) =>
    account.canLogIn
      ? withoutRepetition(connections(config, name, account).flatMap((each) => loginsWith(each, name, account, facts)))
      : [],
  );
}

/** Ways that other connections to the account have too are listed once, without condition. */
function withoutRepetition(logins: readonly SshdLogin[]): readonly SshdLogin[] {
  const isGeneral = ({ method }: SshdLogin): boolean =>
    logins.some((other) => other.match === null && other.method === method);
  return logins.filter((login) => login.match === null || !isGeneral(login));
}

interface Connection {
  readonly match: string | null;
  readonly effective: Effective;
}

/** The connections to an account that sshd treats differently. */
function connections(config: SshdConfig, name: string, account: AccountFacts): readonly Connection[] {
  const applying = config.matches.map((block) => ({ block, applies: applicationOf(block, name, account) }));
  const withBlock = (condition: MatchBlock | null): Connection => ({
    match: condition?.text ?? null,
    effective: new Effective([
      ...applying.flatMap(({ block, applies }) =>
        applies === "always" || block === condition ? block.directives : [],
      ),
      ...config.global,
    ]),
  });
  const conditional = applying.filter(({ applies }) => applies === "sometimes").map(({ block }) => block);
  return [null, ...conditional].map(withBlock);
}

function applicationOf(
  { criteria }: MatchBlock,
  name: string,
  account: AccountFacts,
): "always" | "sometimes" | "never" {
  let isConditional = false;
  for (const { name: criterion, patterns } of criteria) {
    if (criterion === "all") continue;
    if (criterion === "invalid-user") return "never";
    if (criterion === "user") {
      if (!matchesPatterns(name, patterns)) return "never";
    } else if (criterion === "group") {
      if (!account.groups.some((group) => matchesPatterns(group, patterns))) return "never";
    } else if (criterion === "address" && patterns.every(isLoopback)) {
      return "never";
    } else {
      isConditional = true;
    }
  }
  return isConditional ? "sometimes" : "always";
}

/** Whether an address, or a pattern of addresses, belongs to the machine itself. */
export function isLoopback(address: string): boolean {
  return /^(?:127\.[\d.*]+(?:\/\d+)?|\[?::1\]?(?:\/128)?|localhost)(?::\d+)?$/.test(address);
}

function loginsWith(
  { match, effective }: Connection,
  account: string,
  facts: AccountFacts,
  { pam }: SshdFacts,
): readonly SshdLogin[] {
  if (!isAllowed(effective, account, facts)) return [];
  const login = (method: LoginMethod, settings: readonly Decisive[], others: readonly string[]): SshdLogin => ({
    account,
    method,
    match,
    options: [...new Set([...effective.options(settings), ...others])],
  });
  const logins: SshdLogin[] = [];
  const rootSetting: readonly Decisive[] = account === "root" ? ["PermitRootLogin"] : [];
  const passwordOption = facts.password.option === null ? [] : [`users.users.${account}.${facts.password.option}`];
  const keys = keysThatWork(effective, account, facts);
  if (keys.length > 0) logins.push(login("keys", [], []));
  if (keys.some(isPublishedKey)) {
    const settings: readonly Decisive[] = ["PubkeyAuthentication", ...rootSetting];
    logins.push(login("published key", settings, [`users.users.${account}.openssh.authorizedKeys.keys`]));
  }
  const { kind } = facts.password;
  const usesPam = effective.is("UsePAM", "yes");
  const acceptsThem = acceptsPasswords(effective, account);
  if (kind === "empty" && effective.is("PermitEmptyPasswords", "yes")) {
    const isAccepted = acceptsThem && (!usesPam || acceptsEmptyPasswords(pam));
    const settings: readonly Decisive[] = ["PermitEmptyPasswords", ...rootSetting];
    const others = ["security.pam.services.sshd.allowNullPassword", ...passwordOption];
    logins.push(login(isAccepted ? "no password" : "empty password", settings, others));
  }
  const switches: readonly Decisive[] = ["PasswordAuthentication", "KbdInteractiveAuthentication"];
  if (!acceptsThem) return logins;
  if (usesPam && acceptsAnyPassword(pam)) {
    logins.push(login("any password", [...switches, ...rootSetting], ["security.pam.services.sshd.text"]));
  } else if (!usesPam || usesPasswords(pam)) {
    if (kind === "plain") logins.push(login("public password", [...rootSetting, ...switches], passwordOption));
    if (kind === "hash" || kind === "file") logins.push(login("password", [], []));
  }
  return logins;
}

/** Whether `AllowUsers`, `DenyUsers`, and the lists of groups allow an account to log in. */
function isAllowed(effective: Effective, account: string, { groups }: AccountFacts): boolean {
  const patterns = (keyword: string): readonly string[] =>
    // Of USER@HOST, the host is not known.
    effective.all(keyword).flatMap(({ values }) => values.map((value) => value.replace(/@.*$/, "")));
  const [allowed, denied] = [patterns("AllowUsers"), effective.all("DenyUsers").flatMap(({ values }) => values)];
  const [allowedGroups, deniedGroups] = [patterns("AllowGroups"), patterns("DenyGroups")];
  const isInGroup = (names: readonly string[]): boolean => groups.some((group) => matchesPatterns(group, names));
  if (matchesPatterns(account, denied) || isInGroup(deniedGroups)) return false;
  if (allowed.length > 0 && !matchesPatterns(account, allowed)) return false;
  if (allowedGroups.length > 0 && !isInGroup(allowedGroups)) return false;
  return account !== "root" || !effective.is("PermitRootLogin", "no");
}

/** Whether a password is enough for an account. */
function acceptsPasswords(effective: Effective, account: string): boolean {
  const byPassword = effective.is("PasswordAuthentication", "yes");
  const byDialog = effective.is("KbdInteractiveAuthentication", "yes") && effective.is("UsePAM", "yes");
  if (account === "root" && !effective.is("PermitRootLogin", "yes")) return false;
  return (
    (byPassword && permitsMethod(effective, /^(?:password|none)$/)) ||
    (byDialog && permitsMethod(effective, /^keyboard-interactive(?::.*)?$/))
  );
}

/** Whether one of the lists of methods needs nothing else. */
function permitsMethod(effective: Effective, method: RegExp): boolean {
  const { value } = effective.of("AuthenticationMethods");
  return value === "any" || value.split(/\s+/).some((list) => list.split(",").every((name) => method.test(name)));
}

function keysThatWork(effective: Effective, account: string, { keys }: AccountFacts): readonly string[] {
  const files = effective.all("AuthorizedKeysFile")[0]?.values;
  const isRead = files === undefined || files.some((file) => file.includes("authorized_keys.d/"));
  if (!isRead || !effective.is("PubkeyAuthentication", "yes") || !permitsMethod(effective, /^publickey$/)) return [];
  const lines = keys.filter((key) => key.trim() !== "" && !key.trim().startsWith("#"));
  const needsCommand = account === "root" && effective.is("PermitRootLogin", "forced-commands-only");
  return needsCommand ? lines.filter((line) => line.includes("command=")) : lines;
}
