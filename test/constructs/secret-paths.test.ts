import { Annotations, builtins, lib, nix, NixosModule, Secret, type NixValue } from "cdknix";
import { reported } from "./support";

type Settings = Readonly<Record<string, NixValue | undefined>>;

const report = (settings: Settings): string =>
  reported((iso) => new NixosModule(iso, "own", { config: settings }), "unstable");

describe("the path of a secret", () => {
  const wifi = Secret.named("wifi");
  /** The options that are reported because they take the secret itself. */
  const refused = (settings: Settings): readonly string[] =>
    [...report(settings).matchAll(/\[secret-path-as-value\]: \S+: (\S+)/g)].map(([, place = ""]) => place);

  it("is refused where the option takes the secret itself", () => {
    const own = report({ users: { users: { bob: { isNormalUser: true, hashedPassword: Secret.sops("bob") } } } });
    expect(own)
      .toBe(`error[secret-path-as-value]: dotfiles/iso/own: users.users.bob.hashedPassword takes the secret itself, not the path of a file
  why:   a Secret becomes the path of a file on the running system, and the service would use this path as the secret
  fix:   use hashedPasswordFile; or, if it takes a path, accept it: Annotations.of(construct).acknowledgeSecret("users.users.bob.hashedPassword", "reason")
  docs:  https://cdknix.example/errors/secret-path-as-value`);
    expect(report({ networking: { wireless: { networks: { home: { psk: wifi } } } } })).toContain(
      'fix:   use networking.wireless.secretsFile and pskRaw = "ext:NAME"; or,',
    );
  });

  it.each<readonly [string, Settings]>([
    ["users.users.a.initialPassword", { users: { users: { a: { initialPassword: nix.force(wifi) } } } }],
    ["users.users.a.password", { users: { users: { a: { password: Secret.sops("x") } } } }],
    ["users.users.a.password", { users: { users: { a: { password: Secret.age("x") } } } }],
    ["users.users.a.hashedPassword", { users: { users: { a: { hashedPassword: "/run/secrets/a" } } } }],
    ["services.k3s.token", { services: { k3s: { token: wifi } } }],
    [
      "networking.wireguard.interfaces.w.privateKey",
      { networking: { wireguard: { interfaces: { w: { privateKey: wifi } } } } },
    ],
    [
      "services.nginx.virtualHosts.a.basicAuth.me",
      { services: { nginx: { virtualHosts: { a: { basicAuth: { me: wifi } } } } } },
    ],
    [
      "services.grafana.settings.database.password",
      { services: { grafana: { settings: { database: { password: wifi } } } } },
    ],
    ["environment.variables.GITHUB_TOKEN", { environment: { variables: { GITHUB_TOKEN: wifi } } }],
    [
      "systemd.services.x.serviceConfig.Environment.DB_PASSWORD",
      { systemd: { services: { x: { serviceConfig: { Environment: nix.str`DB_PASSWORD=${wifi}` } } } } },
    ],
    [
      "services.borgbackup.jobs.a.encryption.passphrase",
      { services: { borgbackup: { jobs: { a: { encryption: { passphrase: wifi } } } } } },
    ],
  ])("is refused in %s", (option, settings) => {
    expect(refused(settings)).toEqual([option]);
  });

  it("is accepted where the option takes a path, or may", () => {
    const settings: Settings = {
      users: { users: { a: { hashedPasswordFile: wifi } } },
      networking: { "wg-quick": { interfaces: { w: { privateKeyFile: wifi } } } },
      services: {
        k3s: { tokenFile: Secret.sops("x") },
        munge: { password: wifi },
        croc: { pass: wifi },
        unpoller: { unifi: { defaults: { pass: Secret.age("x") } } },
        keycloak: { settings: { db: { password: { _secret: wifi } } } },
        openssh: { hostKeys: [{ type: "ed25519", path: wifi }] },
        grafana: { settings: { database: { password: nix.str`$__file{${wifi}}` } } },
        coturn: { "static-auth-secret-file": wifi, pkey: wifi },
        nginx: { virtualHosts: { a: { sslCertificateKey: wifi } } },
        minio: { rootCredentialsFile: wifi },
        other: { settings: { private_key: wifi, secrets: { password: wifi }, tls: { secret: wifi } } },
      },
      environment: { etc: { "x.json": { text: builtins.toJSON({ password: wifi, db: { token: Secret.age("x") } }) } } },
      boot: { initrd: { secrets: { "/password": wifi } } },
      programs: { x: { settings: lib.generators.toINI({}, { a: { password: wifi } }) } },
      home: { variables: { GOOGLE_APPLICATION_CREDENTIALS: wifi, TOKEN_PATH: wifi } },
      systemd: { services: { x: { serviceConfig: { LoadCredential: nix.str`password:${wifi}` } } } },
    };
    expect(refused(settings)).toEqual([]);
  });

  it("is accepted on request", () => {
    const accepted = reported((iso) => {
      const own = new NixosModule(iso, "own", { config: { services: { own: { password: wifi } } } });
      Annotations.of(own).acknowledgeSecret("services.own.password", "this service reads a file");
      return own;
    }, "unstable");
    expect(accepted).not.toContain("secret-path-as-value");
  });
});
