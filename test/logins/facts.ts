import type { AccountFacts, LoginFacts, ServiceFacts, SshdFacts } from "../../lib/logins/login-facts";
import { whoCanLogIn } from "../../lib/logins/who-can-log-in";

const account: AccountFacts = {
  password: { kind: "none", option: null },
  keys: [],
  canLogIn: true,
  groups: [],
};

/** An account with an empty password. */
export const empty: AccountFacts = {
  ...account,
  password: { kind: "empty", option: "initialHashedPassword" },
};

/** An account whose password is in the image. */
export const plain: AccountFacts = { ...account, password: { kind: "plain", option: "password" } };

/** An account with a key. */
export const withKey: AccountFacts = { ...account, keys: ["ssh-ed25519 AAAA me"] };

const unix = "auth sufficient pam_unix.so likeauth try_first_pass\nauth required pam_deny.so\n";

/** NixOS's PAM configuration that accepts empty passwords. */
export const nullok = unix.replace("likeauth", "likeauth nullok");

/** sshd as NixOS configures it by default, with changes. */
export function sshd(changes: Partial<SshdFacts> = {}): SshdFacts {
  return {
    extraConfig: "",
    replaced: null,
    command: "/nix/store/x/bin/sshd -D -f /etc/ssh/sshd_config",
    ports: [22],
    starts: true,
    pam: unix,
    ...changes,
    settings: { UsePAM: true, PasswordAuthentication: true, ...changes.settings },
  };
}

/** A host with sshd, and a firewall that accepts SSH only. */
export function host(changes: Partial<LoginFacts>): LoginFacts {
  return {
    sshd: null,
    accounts: {},
    firewall: { enable: true, ports: [22], ranges: [], trusted: [] },
    services: [],
    autologin: [],
    initrd: null,
    ...changes,
  };
}

/** The ways into the accounts of a host over SSH, such as `root: keys`. */
export function sshLogins(facts: SshdFacts, accounts: Readonly<Record<string, AccountFacts>>): readonly string[] {
  const { ssh } = whoCanLogIn(host({ sshd: facts, accounts }));
  return (ssh?.logins ?? []).map(
    (login) => `${login.account}: ${login.method}${login.match === null ? "" : ` (${login.match})`}`,
  );
}

/** A service with a command. */
export function service(text: string, rest: Partial<ServiceFacts> = {}): ServiceFacts {
  return { name: "x", text, listens: [], usesSocket: false, ...rest };
}
