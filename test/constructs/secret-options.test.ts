import { Annotations, config, lib, nix, NixosModule, pkgs, SshAccess, type NixValue } from "cdknix";
import { allowAnyOption, program, publicKey, reported, reportOf } from "./support";

type Settings = Readonly<Record<string, NixValue | undefined>>;

const report = (settings: Settings): string =>
  reported((iso) => new NixosModule(iso, "own", { config: settings }), "unstable");

/** The options that are reported, with an error or a warning about a secret. */
const places = (settings: Settings): readonly string[] =>
  [...report(settings).matchAll(/\[(?:secret-in-option|password-hash)\]: \S+: (\S+)/g)].map(([, place = ""]) => place);

// Not in one piece, so that no scanner takes it for a real one.
const token = `ghp_${"0123456789abcdefABCDEF".padEnd(36, "x1y2z3")}`;
const hash = `$6$saltsalt$${"abcdefghijklmnopqrstuvwxyz0123456789".repeat(2)}`;

describe("a secret in an option", () => {
  it("is refused with the option, the reason, and the option that takes a file", () => {
    const program = {
      users: { users: { root: { password: "hunter2secret" } } },
      environment: { etc: { "ssh/ssh_host_ed25519_key": { text: "key", mode: "0600" } } },
      networking: { wireless: { networks: { home: { psk: "supersecretpsk" } } } },
      systemd: { services: { x: { environment: { GITHUB_TOKEN: token }, script: "true" } } },
    };
    expect(report(program)).toMatchInlineSnapshot(`
     "error[secret-in-option]: dotfiles/iso/own: users.users.root.password puts a secret into the Nix store
       why:   anyone who has the flake, the Nix store, or the ISO can read it
       fix:   use hashedPasswordFile with Secret.named(…), or with another file of the running system; or, if it may be public, accept it: Annotations.of(construct).acknowledgeSecret("users.users.root.password", "reason")
       docs:  https://cdknix.example/errors/secret-in-option

     error[secret-in-option]: dotfiles/iso/own: environment.etc."ssh/ssh_host_ed25519_key".text puts a secret file into the Nix store
       why:   anyone who has the flake, the Nix store, or the ISO can read it
       fix:   use services.openssh.hostKeys with { type: "ed25519", path: Secret.named(…) }; or, if it may be public, accept it: Annotations.of(construct).acknowledgeSecret("environment.etc.\\"ssh/ssh_host_ed25519_key\\".text", "reason")
       docs:  https://cdknix.example/errors/secret-in-option

     error[secret-in-option]: dotfiles/iso/own: networking.wireless.networks.home.psk puts a secret into the Nix store
       why:   anyone who has the flake, the Nix store, or the ISO can read it
       fix:   use networking.wireless.secretsFile and pskRaw = "ext:NAME" with Secret.named(…), or with another file of the running system; or, if it may be public, accept it: Annotations.of(construct).acknowledgeSecret("networking.wireless.networks.home.psk", "reason")
       docs:  https://cdknix.example/errors/secret-in-option

     error[secret-in-option]: dotfiles/iso/own: systemd.services.x.environment.GITHUB_TOKEN puts a secret into the Nix store
       value: …z3x1
       why:   anyone who has the flake, the Nix store, or the ISO can read it
       fix:   use serviceConfig.EnvironmentFile or serviceConfig.LoadCredential with Secret.named(…), or with another file of the running system; or, if it may be public, accept it: Annotations.of(construct).acknowledgeSecret("systemd.services.x.environment.GITHUB_TOKEN", "reason")
       docs:  https://cdknix.example/errors/secret-in-option"
    `);
    expect(report({ users: { users: { root: { hashedPassword: hash } } } })).toMatchInlineSnapshot(`
     "warning[password-hash]: dotfiles/iso/own: users.users.root.hashedPassword puts a password hash into the Nix store
       value: …6789
       why:   anyone who has the ISO has the hash, and can try passwords against it offline: a short one is found in hours
       fix:   use hashedPasswordFile; if the password is long and random, accept it: Annotations.of(construct).acknowledgeSecret("users.users.root.hashedPassword", "reason")
       docs:  https://cdknix.example/errors/password-hash"
    `);
  });

  it.each<readonly [Settings, string]>([
    [{ services: { k3s: { token: "abc" } } }, "use tokenFile"],
    [{ services: { gitea: { database: { password: "abc" } } } }, "use passwordFile"],
    [{ services: { shadowsocks: { password: "abc" } } }, "use passwordFile"],
    [{ services: { nginx: { virtualHosts: { a: { basicAuth: { me: "abc" } } } } } }, "use basicAuthFile"],
    [{ networking: { wireguard: { interfaces: { wg0: { privateKey: "abc" } } } } }, "use privateKeyFile"],
    [
      { networking: { wireguard: { interfaces: { wg0: { peers: [{ presharedKey: "abc" }] } } } } },
      "use presharedKeyFile",
    ],
    [{ services: { minio: { secretKey: "abc" } } }, "use services.minio.rootCredentialsFile"],
    [{ users: { users: { a: { initialPassword: "abc" } } } }, "use hashedPasswordFile"],
    [{ environment: { sessionVariables: { API_KEY: "abc" } } }, "read it from a file of the running system"],
  ])("names the twin in the option table: %#", (settings, fix) => {
    expect(report(settings)).toContain(`fix:   ${fix}`);
  });

  it("is found inside of conditions, priorities, lists, functions, and raw Nix", () => {
    const set = (password: NixValue): Settings => ({ users: { users: { root: { password } } } });
    const found = ["users.users.root.password"];
    expect(places(set(nix.force("hunter2")))).toEqual(found);
    expect(places(set(nix.override(10, nix.when(config.services.nginx.enable, "hunter2"))))).toEqual(found);
    expect(places(set(nix.str`hunter2`))).toEqual(found);
    expect(places(set(nix.str`${"hunter2"}`))).toEqual(found);
    expect(places(set(nix.raw('"hunter2"')))).toEqual(found);
    expect(places({ users: nix.raw('{ users.root.password = lib.mkForce "hunter2"; }') })).toEqual(found);
    expect(places({ users: nix.merge({ users: { root: { password: "hunter2" } } }) })).toEqual(found);
    expect(places({ users: lib.mkIf(true, { users: { root: { password: "hunter2" } } }) })).toEqual(found);
    const listener = { listeners: [{ users: { me: { password: "hunter2" } } }] };
    expect(places({ services: { mosquitto: listener } })).toEqual([
      "services.mosquitto.listeners[0].users.me.password",
    ]);
  });

  it("is found in modules inside of modules, in overrides, and in settings without types", () => {
    const root = { users: { users: { root: { password: "hunter2" } } } };
    expect(places({ specialisation: { other: { configuration: root } } })).toEqual([
      "specialisation.other.configuration.users.users.root.password",
    ]);
    expect(places({ containers: { web: { config: root } } })).toEqual([
      "containers.web.config.users.users.root.password",
    ]);
    expect(places({ services: { grafana: { settings: { smtp: { password: "hunter2" } } } } })).toEqual([
      "services.grafana.settings.smtp.password",
    ]);
    const overridden = reported((iso) => {
      const own = new NixosModule(iso, "own", { config: {} });
      own.addOverride("users.users.root.password", "hunter2");
      return own;
    });
    expect(overridden).toContain("error[secret-in-option]: dotfiles/iso/own: users.users.root.password");
  });

  it("is found in variables of a service, as a set, a text, and a list", () => {
    expect(places({ systemd: { services: { x: { environment: { DB_PASSWORD: "abc", PATH: "/bin" } } } } })).toEqual([
      "systemd.services.x.environment.DB_PASSWORD",
    ]);
    expect(
      places({ systemd: { services: { x: { serviceConfig: { Environment: ["A=b", "DB_PASSWORD=abc"] } } } } }),
    ).toEqual(["systemd.services.x.serviceConfig.Environment[1].DB_PASSWORD"]);
  });

  it("is found if Nix copies a file of it into the store", () => {
    expect(report({ services: { k3s: { tokenFile: pkgs.writeText("token", "abc") } } })).toContain(
      "services.k3s.tokenFile names a file that Nix copies into the Nix store",
    );
    expect(report({ services: { k3s: { token: lib.fileContents(nix.path("/run/token")) } } })).toContain(
      "services.k3s.token reads a secret from a file when Nix evaluates it",
    );
  });

  it("is not what takes the place of one, or only has a similar name", () => {
    const harmless: Settings = {
      users: {
        users: {
          a: { password: "", hashedPassword: "!" },
          b: { password: null, hashedPassword: "*", initialHashedPassword: "" },
          c: { hashedPasswordFile: "/run/secrets/c" },
        },
      },
      networking: { wireless: { networks: { home: { psk: "@HOME@" }, work: { pskRaw: "ext:work" } } } },
      services: {
        openssh: { settings: { PasswordAuthentication: false } },
        k3s: { token: nix.str`${config.services.x.token}`, tokenFile: "/run/token" },
        nginx: { virtualHosts: { a: { locations: { "/": { proxyPass: "http://127.0.0.1:80" } } } } },
        grafana: {
          settings: { security: { admin_password: "$__file{/run/grafana}", secret_key: "SW2YcwTIb9zpOOhoPsMm" } },
        },
        gitea: { database: { password: config.services.x.password } },
        etcd: { initialClusterToken: "etcd-cluster-1" },
      },
      programs: { ssh: { askPassword: nix.str`${pkgs.x11_ssh_askpass}/bin/ask` } },
      environment: { variables: { SSH_ASKPASS: "askpass", PASSWORD_STORE_DIR: "/home/me/pass", EDITOR: "vim" } },
      nix: { settings: { "trusted-public-keys": ["cache.nixos.org-1:6NCHdD59X431o0gWypbMrAURkbJ16ZPMQFGspcDShjY="] } },
      systemd: {
        services: {
          x: { environment: { TOKEN: "%d/token", KEY_FILE: "/run/key", NO_PASSWORD: "1", USE_TOKEN: "true" } },
        },
      },
    };
    expect(places(harmless)).toEqual([]);
  });

  it("warns once about a hash that a construct sets for several users", () => {
    const warnings = reported(
      (iso) => new SshAccess(iso, "ssh", { authorizedKeys: [publicKey], passwordHash: hash, rootLogin: "password" }),
    );
    expect(warnings.match(/password-hash\]/g)).toHaveLength(1);
  });
});

describe("an accepted secret", () => {
  const settings = { users: { users: { a: { password: "hunter2" }, b: { password: "hunter3" } } } };

  it("is accepted at its place, below the construct that accepts it", () => {
    const { app, iso } = program();
    const own = new NixosModule(iso, "own", { config: settings });
    Annotations.of(own).acknowledgeSecret("users.users.a.password", "the user of a public demo");
    expect(reportOf(app)).not.toContain("users.users.a.password");
    expect(reportOf(app)).toContain("users.users.b.password puts a secret");
    Annotations.of(iso).acknowledgeSecret("users.users.b.password", "the user of a public demo");
    expect(reportOf(app)).not.toContain("secret-in-option");
  });

  it("is still refused elsewhere", () => {
    const { app, iso } = program();
    const first = new NixosModule(iso, "first", { config: { services: { k3s: { token: "abc" } } } });
    new NixosModule(iso, "second", { config: { services: { k3s: { token: "abc" } } } });
    Annotations.of(first).acknowledgeSecret("services.k3s.token", "the token of a public demo");
    expect(reportOf(app)).toContain("dotfiles/iso/second: services.k3s.token");
    expect(reportOf(app)).not.toContain("dotfiles/iso/first: services.k3s.token puts");
  });

  it("needs a reason", () => {
    const { app, iso } = program();
    const own = new NixosModule(iso, "own", { config: settings });
    Annotations.of(own).acknowledgeSecret("users.users.a.password", " ");
    expect(reportOf(app)).toContain("error[secret-without-reason]: dotfiles/iso/own");
  });
});

describe("another error about a secret", () => {
  it.each<Settings>([
    { services: { k3s: { token: nix.merge("hunter2secret", "hunter3secret") } } },
    { services: { munge: { password: "hunter2secret" } } },
    { services: { k3s: { tokenFile: "hunter2secret" } } },
    { services: { k3s: { token: ["hunter2secret"] } } },
    { services: { k3s: { tokn: "hunter2secret", token: "hunter2secret" } } },
    { services: { k3s: { enable: token } } },
  ])("does not show it: %#", (settings) => {
    const text = report(settings);
    expect(text).not.toMatch(/hunter[23]|9abcdef/);
  });

  it("is the only one where a path is expected", () => {
    expect(places({ services: { munge: { password: "hunter2secret" }, k3s: { tokenFile: "hunter2secret" } } })).toEqual(
      [],
    );
  });

  it("does not show it in a conflict", () => {
    const text = reported((iso) => {
      new NixosModule(iso, "first", { config: { services: { k3s: { token: "hunter2secret" } } } });
      new NixosModule(iso, "second", { config: { services: { k3s: { token: "hunter3secret" } } } });
    });
    expect(text).not.toMatch(/hunter[23]/);
  });

  it("does not show it in the check of a property", () => {
    const text = reported((iso) => {
      allowAnyOption(iso);
      return new SshAccess(iso, "ssh", {
        authorizedKeys: [publicKey],
        password: "hunter2secret",
        users: { password: "hunter3secret" },
        rootLogin: token,
      } as never);
    });
    expect(text).toContain("unknown-property");
    expect(text).not.toMatch(/hunter[23]|9abcdef/);
  });
});
