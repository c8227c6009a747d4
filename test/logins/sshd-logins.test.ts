import { whoCanLogIn } from "../../lib/logins/who-can-log-in";
import { empty, host, nullok, plain, sshd, sshLogins, withKey } from "./facts";

const people = { nixos: empty };

describe("logins over SSH", () => {
  it("takes the first value, and settings come before extraConfig", () => {
    const extraConfig = "PasswordAuthentication yes\nPermitEmptyPasswords yes\nPermitEmptyPasswords no";
    expect(sshLogins(sshd({ extraConfig, pam: nullok }), people)).toEqual(["nixos: no password"]);
    const settings = { PasswordAuthentication: false, KbdInteractiveAuthentication: false };
    expect(sshLogins(sshd({ settings, extraConfig, pam: nullok }), people)).toEqual(["nixos: empty password"]);
  });

  it("reads keywords like sshd: any case, an equals sign, quotes, comments", () => {
    for (const line of ["permitemptypasswords=yes", 'PermitEmptyPasswords "yes"', "\tPERMITEMPTYPASSWORDS yes # all"]) {
      expect(sshLogins(sshd({ extraConfig: line, pam: nullok }), people)).toEqual(["nixos: no password"]);
    }
    expect(sshLogins(sshd({ extraConfig: "# PermitEmptyPasswords yes", pam: nullok }), people)).toEqual([]);
  });

  it("needs PAM to accept empty passwords, unless sshd does without PAM", () => {
    const settings = { PermitEmptyPasswords: true };
    expect(sshLogins(sshd({ settings }), people)).toEqual(["nixos: empty password"]);
    expect(sshLogins(sshd({ settings, pam: nullok }), people)).toEqual(["nixos: no password"]);
    expect(sshLogins(sshd({ settings: { ...settings, UsePAM: false } }), people)).toEqual(["nixos: no password"]);
  });

  it("accepts passwords by dialog too, under both names", () => {
    const settings = { PasswordAuthentication: false };
    expect(sshLogins(sshd({ settings }), { a: plain })).toEqual(["a: public password"]);
    const off = sshd({ settings, extraConfig: "ChallengeResponseAuthentication no" });
    expect(sshLogins(off, { a: plain })).toEqual([]);
  });

  it("lets root in by password only with PermitRootLogin yes", () => {
    const logins = (PermitRootLogin: string): readonly string[] =>
      sshLogins(sshd({ settings: { PermitRootLogin } }), { root: { ...plain, keys: withKey.keys } });
    expect(logins("yes")).toEqual(["root: keys", "root: public password"]);
    expect(logins("prohibit-password")).toEqual(["root: keys"]);
    expect(logins("without-password")).toEqual(["root: keys"]);
    expect(logins("forced-commands-only")).toEqual([]);
    expect(logins("no")).toEqual([]);
  });

  it("applies Match blocks to the accounts and groups that they name", () => {
    const extraConfig =
      "Match User a*,!ab\n  PasswordAuthentication yes\nMatch Group wheel\n  PasswordAuthentication yes";
    const settings = { PasswordAuthentication: false, KbdInteractiveAuthentication: false };
    const accounts = { aa: plain, ab: plain, other: plain, admin: { ...plain, groups: ["wheel"] } };
    expect(sshLogins(sshd({ settings, extraConfig }), accounts)).toEqual([
      "aa: public password",
      "admin: public password",
    ]);
  });

  it("lists Match blocks that depend on the connection, unless it comes from the machine itself", () => {
    const settings = { PasswordAuthentication: false, KbdInteractiveAuthentication: false };
    const from = (criteria: string): readonly string[] =>
      sshLogins(sshd({ settings, extraConfig: `Match ${criteria}\nPasswordAuthentication yes` }), { a: plain });
    expect(from("Address 10.0.0.0/8 User a")).toEqual(["a: public password (Address 10.0.0.0/8 User a)"]);
    expect(from("LocalPort 2222")).toEqual(["a: public password (LocalPort 2222)"]);
    expect(from("all")).toEqual(["a: public password"]);
    expect(from("Address 127.0.0.1,::1")).toEqual([]);
    expect(from("invalid-user")).toEqual([]);
  });

  it("lets a Match block close what is open elsewhere", () => {
    const extraConfig = "Match User a\n  PasswordAuthentication no\n  KbdInteractiveAuthentication no";
    expect(sshLogins(sshd({ extraConfig }), { a: plain, b: plain })).toEqual(["b: public password"]);
  });

  it("obeys AllowUsers, DenyUsers, AllowGroups, and DenyGroups", () => {
    const groups = { a: { ...withKey, groups: ["wheel"] }, b: withKey };
    const logins = (line: string): readonly string[] => sshLogins(sshd({ extraConfig: line }), groups);
    expect(logins("AllowUsers b")).toEqual(["b: keys"]);
    expect(logins("AllowUsers a@10.0.0.0/8")).toEqual(["a: keys"]);
    expect(logins("DenyUsers b x")).toEqual(["a: keys"]);
    expect(logins("AllowGroups wheel")).toEqual(["a: keys"]);
    expect(logins("DenyGroups wheel")).toEqual(["b: keys"]);
  });

  it("obeys AuthenticationMethods", () => {
    const accounts = { a: { ...plain, keys: withKey.keys } };
    const logins = (methods: string): readonly string[] =>
      sshLogins(sshd({ extraConfig: `AuthenticationMethods ${methods}` }), accounts);
    expect(logins("publickey")).toEqual(["a: keys"]);
    expect(logins("publickey,password")).toEqual([]);
    expect(logins("publickey,password keyboard-interactive:pam")).toEqual(["a: public password"]);
  });

  it("ignores keys that sshd does not read", () => {
    const logins = (extraConfig: string): readonly string[] => sshLogins(sshd({ extraConfig }), { a: withKey });
    expect(logins("AuthorizedKeysFile %h/.ssh/authorized_keys /etc/ssh/authorized_keys.d/%u")).toEqual(["a: keys"]);
    expect(logins("AuthorizedKeysFile %h/.ssh/authorized_keys")).toEqual([]);
    expect(logins("PubkeyAuthentication no")).toEqual([]);
  });

  it("prefers options on sshd's command line", () => {
    for (const option of [
      "-o PermitEmptyPasswords=yes",
      "-oPermitEmptyPasswords=yes",
      '-o "PermitEmptyPasswords yes"',
    ]) {
      const facts = sshd({ command: `sshd -D ${option}`, settings: { PermitEmptyPasswords: false }, pam: nullok });
      expect(sshLogins(facts, people)).toEqual(["nixos: no password"]);
    }
  });

  it("finds a PAM configuration that accepts every password", () => {
    const accepts = (pam: string): boolean => sshLogins(sshd({ pam }), { a: withKey }).includes("a: any password");
    expect(accepts("auth sufficient pam_permit.so\nauth required pam_deny.so")).toBe(true);
    expect(accepts("auth required /nix/store/x/lib/security/pam_permit.so")).toBe(true);
    expect(accepts("auth required pam_env.so\nauth [success=done default=die] pam_permit.so")).toBe(true);
    expect(accepts("auth required pam_unix.so\nauth optional pam_permit.so")).toBe(false);
    expect(accepts("auth required pam_deny.so\nauth sufficient pam_permit.so")).toBe(false);
    expect(accepts("account required pam_permit.so\nauth required pam_unix.so")).toBe(false);
  });

  it("says if the configuration is only known after the build", () => {
    const { ssh } = whoCanLogIn(host({ sshd: sshd({ replaced: { text: null } }) }));
    expect(ssh?.isPartial).toBe(true);
    expect(whoCanLogIn(host({ sshd: sshd({ extraConfig: "Include /run/x" }) })).ssh?.isPartial).toBe(true);
    expect(whoCanLogIn(host({ sshd: sshd() })).ssh?.isPartial).toBe(false);
  });

  it("counts a closed port as unreachable", () => {
    const open = (ports: readonly number[], trusted: readonly string[] = []): number =>
      whoCanLogIn(
        host({
          sshd: sshd({ ports: [2222] }),
          accounts: { a: plain },
          firewall: { enable: true, ports, ranges: [], trusted },
        }),
      ).open.length;
    expect(open([22])).toBe(0);
    expect(open([2222])).toBe(1);
    expect(open([], ["tailscale0"])).toBe(1);
  });
});
