import { isOpen, loginServices, type LoginService } from "./login-services";
import type { AccountFacts, Autologin, LoginFacts, SshdFacts } from "./login-facts";
import {
  effectiveSettings,
  isLoopback,
  sshdLogins,
  type LoginMethod,
  type SshdLogin,
  type SshLogin,
} from "./sshd-logins";
import { isPublishedKey } from "./published-keys";
import { sshdConfigOf } from "./sshd-config";

export type { LoginMethod };

/**
 * A way that lets anyone on the network in.
 * @beta
 */
export interface OpenLogin {
  readonly code: "ssh-open-login" | "open-login";
  readonly message: string;
  readonly reason: string;
  readonly fix: string;
  /** The options that cause it, the decisive one first. */
  readonly options: readonly string[];
}

/**
 * The SSH server of a host.
 * @beta
 */
export interface SshServer {
  readonly ports: readonly number[];
  /** Whether the network reaches it: it listens there, and the firewall lets connections through. */
  readonly isReachable: boolean;
  /** Whether it starts at boot. */
  readonly starts: boolean;
  /** Settings that decide who can log in, with their effective values. */
  readonly settings: Readonly<Record<string, string>>;
  /** The `Match` lines of its configuration. */
  readonly matches: readonly string[];
  /** Whether its configuration consists of more than is known before the build. */
  readonly isPartial: boolean;
  readonly logins: readonly SshLogin[];
}

/**
 * Who can log in to a host, and how.
 * @beta
 */
export interface Logins {
  /** Null if sshd is off. */
  readonly ssh: SshServer | null;
  /** The other services that give access over the network. */
  readonly services: readonly LoginService[];
  /** At the machine itself. */
  readonly local: {
    readonly autologin: readonly Autologin[];
    /** Accounts with a password, by the kind of password. */
    readonly passwords: Readonly<Record<string, Exclude<AccountFacts["password"]["kind"], "none">>>;
  };
  /** Number of authorized keys by account. */
  readonly keys: Readonly<Record<string, number>>;
  /** Everything that lets anyone in over the network. */
  readonly open: readonly OpenLogin[];
}

/** Judges who can log in to a host from its evaluated configuration. */
export function whoCanLogIn(facts: LoginFacts): Logins {
  const { sshd, accounts, autologin } = facts;
  const services = loginServices(facts);
  const logins = sshd === null ? [] : sshdLogins(facts, sshd);
  const ssh = sshd === null ? null : sshServer(sshd, facts, logins);
  const passwords = Object.entries(accounts).flatMap(([name, { password, canLogIn }]) =>
    password.kind === "none" || !canLogIn ? [] : [[name, password.kind] as const],
  );
  const keys = Object.entries(accounts).map(([name, account]) => [name, account.keys.length] as const);
  return {
    ssh,
    services,
    local: { autologin, passwords: Object.fromEntries(passwords) },
    keys: Object.fromEntries(keys.filter(([, count]) => count > 0)),
    open: [
      ...(ssh?.isReachable === true ? openLogins(logins) : []),
      ...services.flatMap((service) => (service.isReachable ? openService(service, facts) : [])),
      ...openInitrd(facts),
    ],
  };
}

function sshServer(sshd: SshdFacts, { firewall }: LoginFacts, logins: readonly SshdLogin[]): SshServer {
  const { global, matches, isPartial } = sshdConfigOf(sshd);
  const valuesOf = (keyword: string): readonly string[] =>
    global.filter((each) => each.keyword === keyword).flatMap(({ values }) => values.slice(0, 1));
  const ports = [...new Set([...sshd.ports, ...valuesOf("port").map(Number)])];
  const addresses = valuesOf("listenaddress");
  const isLocal = addresses.length > 0 && addresses.every(isLoopback);
  return {
    ports,
    isReachable: !isLocal && ports.some((port) => isOpen(firewall, port)),
    starts: sshd.starts,
    settings: effectiveSettings(sshd),
    matches: matches.map(({ text }) => text),
    isPartial,
    logins: logins.map(({ account, method, match }) => ({ account, method, match })),
  };
}

type Opening = Omit<OpenLogin, "code" | "options">;

const publishedKey: Omit<Opening, "message"> = {
  reason: "everybody has the private key: it is the one of Vagrant's boxes, or of NixOS's tests",
  fix: "replace it by your own public key",
};

/** Methods that need no key and no password of the user's own. */
const openMethods: Partial<Record<LoginMethod, (accounts: string) => Opening>> = {
  "no password": (accounts) => ({
    message: `sshd lets anyone on the network log in as ${accounts} without a password`,
    reason: "their passwords are empty, and sshd and PAM accept empty passwords",
    fix: "remove PermitEmptyPasswords, and use SshAccess with authorizedKeys",
  }),
  // It has no other use, so it is a mistake in any case.
  "empty password": (accounts) => ({
    message: `PermitEmptyPasswords is on, and the password of ${accounts} is empty`,
    reason: "only other settings still refuse it, and the next change of one of them lets anyone on the network in",
    fix: "remove PermitEmptyPasswords, and use SshAccess with authorizedKeys",
  }),
  "public password": (accounts) => ({
    message: `sshd lets everybody who has the image log in as ${accounts}`,
    reason: "the password is in the image, and sshd accepts it",
    fix: "use keys: SshAccess with authorizedKeys; or Secret.named(…) as hashedPasswordFile",
  }),
  "any password": (accounts) => ({
    message: `sshd lets anyone on the network log in as ${accounts} with any password`,
    reason: "its PAM configuration accepts every password",
    fix: "remove pam_permit from the auth lines of security.pam.services.sshd",
  }),
  "published key": (accounts) => ({
    message: `sshd lets anyone on the network log in as ${accounts} with a published key`,
    ...publishedKey,
  }),
};

/** One entry for all accounts that are open in the same way. */
function openLogins(logins: readonly SshdLogin[]): readonly OpenLogin[] {
  const groups = new Map<string, SshdLogin[]>();
  for (const login of logins) {
    const key = JSON.stringify([login.method, login.match]);
    groups.set(key, [...(groups.get(key) ?? []), login]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const opened = first && openMethods[first.method]?.(conjunction(group.map(({ account }) => account)));
    if (opened === undefined) return [];
    const match = first?.match ?? null;
    const condition = match === null ? "" : `, for connections that “Match ${match}” describes`;
    const options = [...new Set(group.flatMap((login) => login.options))];
    return [{ code: "ssh-open-login", ...opened, reason: `${opened.reason}${condition}`, options }];
  });
}

function conjunction(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** Other services: those that ask for nothing, and those that ask for the password of an account that has a known one. */
function openService(
  { service, program, port, demand }: LoginService,
  { accounts, firewall }: LoginFacts,
): readonly OpenLogin[] {
  const subject = program === service ? program : `${program} (${service})`;
  const at = port === null ? "" : ` on port ${String(port)}`;
  const options = [
    ...(service.startsWith("xinetd ") ? ["services.xinetd.services"] : [`systemd.services.${service}`]),
    `services.${service.replace(/[ @].*$/, "")}.enable`,
    firewall.enable ? "networking.firewall.allowedTCPPorts" : "networking.firewall.enable",
  ];
  if (demand === "nothing") {
    return [
      {
        code: "open-login",
        message: `${subject} lets anyone on the network in${at}`,
        reason: "it asks for no password",
        fix: "make it ask for one, let it listen on 127.0.0.1 only, or close its port in networking.firewall",
        options,
      },
    ];
  }
  const known = Object.entries(accounts).filter(
    ([, { password, canLogIn }]) => canLogIn && (password.kind === "empty" || password.kind === "plain"),
  );
  if (demand === "own" || known.length === 0) return [];
  const names = conjunction(known.map(([name]) => name));
  return [
    {
      code: "open-login",
      message: `${subject} lets anyone on the network log in as ${names}${at}`,
      reason: "it accepts the passwords of accounts, and these are empty or in the image",
      fix: "close its port in networking.firewall, or give these accounts passwords that are not in the image",
      options: [...options, ...known.map(([name, { password }]) => `users.users.${name}.${password.option ?? ""}`)],
    },
  ];
}

function openInitrd({ initrd }: LoginFacts): readonly OpenLogin[] {
  if (initrd?.keys.some(isPublishedKey) !== true) return [];
  const message = "the SSH server in stage 1 lets anyone on the network log in as root with a published key";
  return [{ code: "ssh-open-login", message, ...publishedKey, options: ["boot.initrd.network.ssh.authorizedKeys"] }];
}
