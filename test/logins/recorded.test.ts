import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { LoginFacts } from "../../lib/logins/login-facts";
import { whoCanLogIn } from "../../lib/logins/who-can-log-in";

// Recorded from real NixOS: the output of lib/platform/nix/logins/logins.nix for each host. Only `plain` keeps all services.
const recorded = (release: string): Readonly<Record<string, LoginFacts>> =>
  JSON.parse(readFileSync(path.join(__dirname, "recorded", `${release}.json`), "utf8")) as Record<string, LoginFacts>;

const emptyPasswords = "PermitEmptyPasswords is on, and the password of nixos and root is empty";

/** Every recorded host: what its program sets, and what lets anyone in. */
const verdicts: Readonly<Record<string, { readonly sets: string; readonly open: readonly string[] }>> = {
  bare: { sets: "nothing: the installer profile as it is", open: [] },
  plain: { sets: "SshAccess with a key", open: [] },
  one: { sets: "empty passwords in extraConfig, and for PAM", open: [emptyPasswords] },
  two: {
    sets: "PermitRootLogin and PasswordAuthentication, and a password of root",
    open: ["sshd lets everybody who has the image log in as root"],
  },
  nullok: {
    sets: "passwords, empty passwords in extraConfig, and for PAM",
    open: [
      "sshd lets anyone on the network log in as nixos without a password",
      "PermitEmptyPasswords is on, and the password of root is empty",
    ],
  },
  match: { sets: "empty passwords for one network", open: [emptyPasswords] },
  local: { sets: "empty passwords for this machine only", open: [] },
  loopback: { sets: "empty passwords, but sshd listens only on this machine", open: [] },
  denied: { sets: "empty passwords, but other users are allowed", open: [] },
  option: { sets: "empty passwords on sshd's command line", open: [emptyPasswords] },
  replaced: {
    sets: "another sshd_config",
    open: ["sshd lets anyone on the network log in as nixos and root without a password"],
  },
  permit: {
    sets: "pam_permit",
    open: ["sshd lets anyone on the network log in as nixos and root with any password"],
  },
  vagrant: {
    sets: "Vagrant's key",
    open: ["sshd lets anyone on the network log in as nixos with a published key"],
  },
  initrd: {
    sets: "Vagrant's key in the initrd",
    open: ["the SSH server in stage 1 lets anyone on the network log in as root with a published key"],
  },
  ttyd: {
    sets: "ttyd, and its port",
    open: ["ttyd lets anyone on the network log in as nixos and root on port 7681"],
  },
  "ttyd-closed": { sets: "ttyd behind the firewall", open: [] },
  telnet: {
    sets: "telnet by xinetd, and no firewall",
    open: ["telnet (xinetd telnet) lets anyone on the network log in as nixos and root on port 23"],
  },
  "telnet-closed": { sets: "telnet behind the firewall", open: [] },
  vnc: { sets: "x11vnc in a service, and its port", open: ["VNC (vnc) lets anyone on the network in on port 5900"] },
  socket: {
    sets: "a shell for each connection to a socket",
    open: ["a terminal (sh@) lets anyone on the network in on port 2323"],
  },
};

describe.each(["24.05", "26.11pre"])("on NixOS %s", (release) => {
  const facts = recorded(release);

  it("records each host", () => {
    expect(Object.keys(facts).sort()).toEqual(Object.keys(verdicts).sort());
  });

  it.each(Object.entries(verdicts))("judges %s", (host, { open }) => {
    const judged = facts[host] === undefined ? undefined : whoCanLogIn(facts[host]);
    expect(judged?.open.map(({ message }) => message)).toEqual(open);
  });

  it("says who can log in to an installer with a key", () => {
    expect(facts.plain && whoCanLogIn(facts.plain)).toMatchObject({
      ssh: {
        ports: [22],
        isReachable: true,
        starts: true,
        settings: { PermitRootLogin: "prohibit-password", PasswordAuthentication: "no", PermitEmptyPasswords: "no" },
        logins: [
          { account: "nixos", method: "keys", match: null },
          { account: "root", method: "keys", match: null },
        ],
      },
      services: [],
      local: {
        autologin: [{ on: "consoles", account: "nixos" }],
        passwords: { nixos: "empty", root: "empty" },
      },
      keys: { nixos: 1, root: 1 },
    });
  });
});
