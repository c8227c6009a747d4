import { nix, NixosModule, pkgs, type NixosConfig } from "cdknix";
import { isSecretOption } from "../../../lib/constructs/collect/files/secret-options";
import type { TableNode } from "../../../lib/options";
import { shippedTables } from "../../../lib/project/shipped-option-tables";
import { put, scratch } from "../../platform/files/scratch";
import { program, reportOf } from "./assets";

/** Whether an option, as in the manual, is one with the path of a secret. */
const isSecret = (option: string): boolean =>
  isSecretOption(["config", ...option.split(".").filter((name) => name !== "*")]);

/** All options of the releases that the package includes, with their types. */
function allOptions(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const release of ["24.05", "unstable"] as const) {
    for (const source of shippedTables(release)) {
      const { types, root } = source.read();
      const visit = ({ type, below = {} }: TableNode, names: readonly string[]): void => {
        if (type !== undefined) found.set(names.join("."), types[type] ?? "");
        for (const [name, node] of Object.entries(below)) visit(node, [...names, name]);
      };
      visit(root, []);
    }
  }
  return found;
}

describe("options with the path of a secret", () => {
  it("reject files of the flake, with construct and option", () => {
    const directory = scratch();
    put(directory, { secret: "hunter2", "d/x": "x", motd: "m" });
    const file = nix.file("./secret");
    const config = {
      boot: { initrd: { secrets: { "/etc/wifi.key": file }, network: { ssh: { hostKeys: [file] } } } },
      users: { users: { me: { hashedPasswordFile: nix.force(file) } } },
      services: {
        transmission: { credentialsFile: nix.str`${file}` },
        nginx: { virtualHosts: { "example.org": { sslCertificate: file, sslCertificateKey: file } } },
      },
      systemd: { services: { x: { serviceConfig: { EnvironmentFile: [nix.when(true, file)] } } } },
      sops: { age: { keyFile: nix.path("./key.txt") }, defaultSopsFile: file },
      environment: { etc: { secret: { source: file } } },
    } as NixosConfig;
    const app = program((iso) => new NixosModule(iso, "extra", { imports: [nix.raw("{ }")], config }));
    expect(reportOf(directory, app)).toMatchInlineSnapshot(`
     "error[secret-file-in-flake]: dotfiles/iso/extra: boot.initrd.secrets["/etc/wifi.key"] is the path of a secret, and this file would be public
       value: nix.file("./secret")
       why:   the flake and the Nix store can be read by every user of the machine, and by everyone with the image
       fix:   pass the path of a file on the running machine as a string, such as "/run/secrets/name"; if the file is not secret, install it with environment.etc, and pass "/etc/name"

     error[secret-file-in-flake]: dotfiles/iso/extra: boot.initrd.network.ssh.hostKeys is the path of a secret, and this file would be public
       value: nix.file("./secret")
       why:   the flake and the Nix store can be read by every user of the machine, and by everyone with the image
       fix:   pass the path of a file on the running machine as a string, such as "/run/secrets/name"; if the file is not secret, install it with environment.etc, and pass "/etc/name"

     error[secret-file-in-flake]: dotfiles/iso/extra: users.users.me.hashedPasswordFile is the path of a secret, and this file would be public
       value: nix.file("./secret")
       why:   the flake and the Nix store can be read by every user of the machine, and by everyone with the image
       fix:   pass the path of a file on the running machine as a string, such as "/run/secrets/name"; if the file is not secret, install it with environment.etc, and pass "/etc/name"

     error[secret-file-in-flake]: dotfiles/iso/extra: services.transmission.credentialsFile is the path of a secret, and this file would be public
       value: nix.file("./secret")
       why:   the flake and the Nix store can be read by every user of the machine, and by everyone with the image
       fix:   pass the path of a file on the running machine as a string, such as "/run/secrets/name"; if the file is not secret, install it with environment.etc, and pass "/etc/name"

     error[secret-file-in-flake]: dotfiles/iso/extra: services.nginx.virtualHosts["example.org"].sslCertificateKey is the path of a secret, and this file would be public
       value: nix.file("./secret")
       why:   the flake and the Nix store can be read by every user of the machine, and by everyone with the image
       fix:   pass the path of a file on the running machine as a string, such as "/run/secrets/name"; if the file is not secret, install it with environment.etc, and pass "/etc/name"

     error[secret-file-in-flake]: dotfiles/iso/extra: systemd.services.x.serviceConfig.EnvironmentFile is the path of a secret, and this file would be public
       value: nix.file("./secret")
       why:   the flake and the Nix store can be read by every user of the machine, and by everyone with the image
       fix:   pass the path of a file on the running machine as a string, such as "/run/secrets/name"; if the file is not secret, install it with environment.etc, and pass "/etc/name"

     error[secret-file-in-flake]: dotfiles/iso/extra: sops.age.keyFile is the path of a secret, and this file would be public
       value: nix.path("./key.txt")
       why:   the flake and the Nix store can be read by every user of the machine, and by everyone with the image
       fix:   pass the path of a file on the running machine as a string, such as "/run/secrets/name"; if the file is not secret, install it with environment.etc, and pass "/etc/name""
    `);
  });

  it("accept strings, and files of packages", () => {
    const app = program(
      (iso) =>
        new NixosModule(iso, "extra", {
          config: {
            users: { users: { me: { isNormalUser: true, hashedPasswordFile: "/run/secrets/me" } } },
            boot: { initrd: { secrets: { "/a": "/run/secrets/a", "/b": null } } },
            services: { transmission: { credentialsFile: nix.str`${pkgs.hello}/public.json` } },
          },
        }),
    );
    expect(reportOf(scratch(), app)).toBe("");
  });

  it.each([
    ...["users.users.<name>.hashedPasswordFile", "users.users.<name>.passwordFile", "sops.age.keyFile"],
    ...["boot.initrd.luks.devices.<name>.keyFile", "networking.wireless.secretsFile", "nix.settings.netrc-file"],
    ...[
      "virtualisation.oci-containers.containers.<name>.environmentFiles",
      "security.acme.certs.<name>.environmentFile",
    ],
    ...["systemd.services.<name>.serviceConfig.LoadCredential", "services.openssh.hostKeys.*.path"],
    ...["services.prosody.ssl.key", "services.nginx.virtualHosts.<name>.basicAuthFile", "services.deluge.authFile"],
    ...["networking.wireguard.interfaces.<name>.privateKeyFile", "services.quorum.nodekeyFile", "age.identityPaths"],
    ...["services.x.secrets.api", "services.x.credentialFiles.API", "services.x.settings.SECRET_KEY_FILE"],
  ])("are recognized: %s", (option) => {
    expect(isSecret(option)).toBe(true);
  });

  it.each([
    ...["environment.etc.<name>.source", "console.keyMap", "services.nginx.virtualHosts.<name>.sslCertificate"],
    ...["users.users.<name>.openssh.authorizedKeys.keyFiles", "programs.ssh.knownHosts.<name>.publicKeyFile"],
    ...[
      "sops.defaultSopsFile",
      "sops.secrets.<name>.sopsFile",
      "age.secrets.<name>.file",
      "security.pki.certificateFiles",
    ],
    ...[
      "boot.initrd.clevis.devices.<name>.secretFile",
      "security.pam.u2f.settings.authfile",
      "services.bind.configFile",
    ],
    ...["isoImage.contents.*.source", "services.xserver.xkb.extraLayouts.<name>.keycodesFile", "nixpkgs.overlays"],
    ...["home-manager.users.<name>.home.file.<name>.source", "services.fwupd.extraTrustedKeys"],
  ])("are not confused with others: %s", (option) => {
    expect(isSecret(option)).toBe(false);
  });

  it("include every option of NixOS whose type excludes the Nix store, apart from certificates and configurations", () => {
    const excluded = [...allOptions()]
      .filter(([, type]) => type.includes("not in the Nix store"))
      .map(([name]) => name);
    expect(excluded.length).toBeGreaterThan(40);
    const open = excluded.filter((name) => !isSecret(name) && !name.endsWith("-cert-file"));
    expect(open).toEqual(["services.opensnitch.settings.Rules.Path", "services.geph.configFile"]);
  });

  it("include every option of NixOS that is named for a file with a password, token, or private key", () => {
    const named = /(?:password|passphrase|secret|token|credentials?|privatekey|apikey|environment)(?:file|path)s?$/i;
    const missing = [...allOptions()].filter(([name, type]) => named.test(name) && /path|string/.test(type) && !isSecret(name)); // prettier-ignore
    expect(missing.map(([name]) => name)).toEqual(["boot.initrd.clevis.devices.<name>.secretFile"]);
  });
});
