import { App, Flake, Host, IsoImage, nix, NixosModule, Nixpkgs, SshAccess } from "cdknix";
import { evaluated, FlakeAssertions, type EvaluatedHost } from "cdknix/testing";
import "cdknix/testing/jest";
import { library, project } from "../../cli/project";
import { publicKey } from "../../constructs/support";

jest.setTimeout(600_000);

/** Opened by a module in Nix, which only the evaluation sees. */
const terminal = `{ pkgs, ... }: {
  systemd.services.terminal = {
    wantedBy = [ "multi-user.target" ];
    serviceConfig.ExecStart = "/usr/bin/socat TCP-LISTEN:99,fork EXEC:/bin/sh";
  };
  networking.firewall.allowedTCPPorts = [ 99 ];
}
`;

const program = `
  const { App, Flake, Host, IsoImage, Nixpkgs, NixosModule, SshAccess, nix } = require(${JSON.stringify(library)});
  const app = new App();
  const flake = new Flake(app, "dot", { nixpkgs: Nixpkgs.release("24.05") });
  function host(id) {
    const made = new Host(flake, id, { system: "x86_64-linux" });
    new IsoImage(made, "image");
    new SshAccess(made, "ssh", { authorizedKeys: [${JSON.stringify(publicKey)}] });
    return made;
  }
  host("closed");
  new NixosModule(host("terminal"), "n", { imports: [nix.module("./terminal.nix")] });
  const line = nix.raw('"PermitEmpty" + "Passwords yes"');
  new NixosModule(host("hidden"), "n", { config: { services: { openssh: { extraConfig: line } } } });
  app.synth();`;
const made = project({ "main.js": program, "terminal.nix": terminal });
const embedded = ["--nixpkgs", "embedded"];

describe("synth logins", () => {
  it("lists who can log in, and how", () => {
    const { code, stdout } = made.run(["logins", "closed", ...embedded]);
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
     "closed: only who is listed
       SSH, port 22   nixos  with its key
       SSH, port 22   root   with its key
       sshd settings         PermitRootLogin prohibit-password, PasswordAuthentication no, KbdInteractiveAuthentication no, PermitEmptyPasswords no, PubkeyAuthentication yes, AuthenticationMethods any, UsePAM yes
       consoles       nixos  automatically
       consoles       nixos  without a password
       consoles       root   without a password
     "
    `);
  });

  it("fails if anyone on the network can, with the definitions and lines that cause it", () => {
    const { code, stdout, stderr } = made.run(["logins", "terminal", "--json", ...embedded]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ services: [{ program: "socat", port: 99, demand: "nothing" }] });
    expect(stderr.slice(stderr.indexOf("error["))).toMatchInlineSnapshot(`
     "error[open-login]: dot/terminal/n: socat (terminal) lets anyone on the network in on port 99
       value: systemd.services.terminal, networking.firewall.allowedTCPPorts
       why:   it asks for no password; it is defined by systemd.services.terminal in files/terminal.nix (dot/terminal/n, terminal.nix:2); networking.firewall.allowedTCPPorts in files/terminal.nix (dot/terminal/n, terminal.nix:6); networking.firewall.allowedTCPPorts in modules/openssh.nix of nixpkgs
       fix:   make it ask for one, let it listen on 127.0.0.1 only, or close its port in networking.firewall
       at:    terminal.nix:2
       docs:  https://cdknix.example/errors/open-login

     anyone on the network may be able to log in to terminal
     "
    `);
  });

  it("finds a setting of sshd that synthesis cannot see", () => {
    const { code, stderr } = made.run(["logins", "hidden", ...embedded]);
    expect(code).toBe(2);
    expect(stderr).toContain("error[ssh-open-login]: dot/hidden/n: PermitEmptyPasswords is on");
    expect(stderr).toMatch(/at: +main\.js:14\n/);
  });
});

describe("a build", () => {
  it("is refused if anyone on the network could log in", () => {
    const { code, stdout, stderr } = made.run(["terminal", "--dry-run", ...embedded]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("error[open-login]: dot/terminal/n: socat (terminal) lets anyone on the network in");
  });
});

describe("evaluated logins", () => {
  function host(isOpen: boolean): EvaluatedHost {
    const app = new App();
    const flake = new Flake(app, "dot", { nixpkgs: Nixpkgs.release("24.05") });
    const lilith = new Host(flake, "lilith", { system: "x86_64-linux" });
    new IsoImage(lilith, "image");
    new SshAccess(lilith, "ssh", { authorizedKeys: [publicKey] });
    const line = `"PermitEmpty" + "Passwords ${isOpen ? "yes" : "no"}"`;
    new NixosModule(lilith, "n", { config: { services: { openssh: { extraConfig: nix.raw(line) } } } });
    const program = FlakeAssertions.fromApp(app, { projectDirectory: made.directory });
    return evaluated(program.host("lilith"), { nixpkgs: "embedded" });
  }

  it("can be expected in tests", async () => {
    await expect(host(false)).toRefuseStrangers();
    await host(false).hasLogins({ ssh: { logins: [{ account: "nixos" }, { account: "root", method: "keys" }] } });
    await expect(host(false).hasLogins({ ssh: { ports: [2222] } })).rejects.toThrow(/logins\.ssh\.ports/);
  });

  it("fail a test if anyone on the network can log in", async () => {
    await expect(host(true)).not.toRefuseStrangers();
    await expect(host(true).refusesStrangers()).rejects.toThrowErrorMatchingInlineSnapshot(`
     "lilith: anyone on the network may be able to log in
       open: PermitEmptyPasswords is on, and the password of nixos and root is empty (services.openssh.extraConfig, security.pam.services.sshd.allowNullPassword, users.users.nixos.initialHashedPassword, services.openssh.settings.PermitRootLogin, users.users.root.initialHashedPassword)
       note: run \`synth logins lilith\` to see where these options are set"
    `);
  });
});
