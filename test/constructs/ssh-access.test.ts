import { Host, HostClass, IsoImage, nix, NixosModule, SshAccess, type SshAccessProps } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { installers } from "./offline-installer/installer";
import { moduleText, publicKey, reported, reportOf } from "./support";

const hash = "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7";
const text = (props: SshAccessProps): string => moduleText((iso) => new SshAccess(iso, "ssh", props));
const report = (props: SshAccessProps): string => reported((iso) => new SshAccess(iso, "ssh", props));

describe("SshAccess", () => {
  it("allows root and the live user to log in by key only", () => {
    expect(text({ authorizedKeys: [publicKey] })).toMatchInlineSnapshot(`
     "{ lib, ... }:
     {
       services.openssh = {
         enable = true;
         settings = {
           # mkForce: the installer profile says "yes"
           PermitRootLogin = lib.mkForce "prohibit-password";
           PasswordAuthentication = false;
           KbdInteractiveAuthentication = false;
         };
       };

       users.users = {
         root.openssh.authorizedKeys.keys = [
           "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example"
         ];
         nixos.openssh.authorizedKeys.keys = [
           "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example"
         ];
       };
     }
     "
    `);
  });

  it("sets a password hash for both, allows passwords, and does not start sshd at boot, on request", () => {
    expect(text({ rootLogin: "password", passwordHash: hash, atBoot: false, authorizedKeys: [publicKey] }))
      .toMatchInlineSnapshot(`
       "{ lib, ... }:
       {
         services.openssh = {
           enable = true;
           settings = {
             # mkForce: the installer profile says "yes"
             PermitRootLogin = lib.mkForce "yes";
             PasswordAuthentication = true;
             KbdInteractiveAuthentication = true;
           };
         };

         # mkForce: a plain value would only add to the list
         systemd.services.sshd.wantedBy = lib.mkForce [ ];

         users.users = {
           root = {
             openssh.authorizedKeys.keys = [
               "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example"
             ];
             # mkForce: the installer profile sets an empty password
             initialHashedPassword = lib.mkForce "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7";
           };
           nixos = {
             openssh.authorizedKeys.keys = [
               "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example"
             ];
             # mkForce: the installer profile sets an empty password
             initialHashedPassword = lib.mkForce "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7";
           };
         };
       }
       "
      `);
  });

  it("keeps root and the live user separate", () => {
    const noRoot = text({ authorizedKeys: [publicKey], rootLogin: "no" });
    expect(noRoot).toContain('PermitRootLogin = lib.mkForce "no";');
    expect(noRoot).not.toContain("root.openssh");
    expect(text({ authorizedKeys: [publicKey], liveUser: false })).not.toContain("nixos");
  });

  it("accepts keys of every type that OpenSSH accepts, with preceding options", () => {
    const token =
      "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gAAAABHNzaDo= token";
    expect(report({ authorizedKeys: [publicKey, `restrict,command="true" ${publicKey}`, token] })).toBe("");
  });

  it.each([
    ["an empty key", ""],
    ["text that is not a key", "hello"],
    ["a truncated key", publicKey.slice(0, 40)],
    ["a key with a mismatched type", publicKey.replace("ssh-ed25519", "ssh-rsa")],
    ["two keys in one element", `${publicKey}\n${publicKey}`],
    ["a private key", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\n-----END OPENSSH PRIVATE KEY-----"],
  ])("rejects %s", (_name, key) => {
    expect(report({ authorizedKeys: [key] })).toMatchSnapshot();
  });

  it("does not show a private key in its message", () => {
    const message = report({ authorizedKeys: ["-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END"] });
    expect(message).toContain("is a private key");
    expect(message).not.toContain("c2VjcmV0");
  });

  it("rejects an image that no one, or anyone, could log in to", () => {
    expect(report({})).toMatchInlineSnapshot(`
     "error[ssh-no-keys]: dotfiles/iso/ssh: login is impossible: no key is configured, and passwords are disabled
       fix:   add the line of your public key file to authorizedKeys, such as "ssh-ed25519 AAAA… me@laptop"
       docs:  https://cdknix.example/errors/ssh-no-keys"
    `);
    expect(report({ rootLogin: "password" })).toMatchInlineSnapshot(`
     "error[ssh-open-login]: dotfiles/iso/ssh: root may log in by password, but passwordHash is not set
       why:   the installer profile gives root and nixos an empty password, which sshd refuses
       fix:   set passwordHash to the output of mkpasswd, or use keys with rootLogin "key"
       docs:  https://cdknix.example/errors/ssh-open-login

     error[ssh-open-login]: dotfiles/iso/ssh: services.openssh.settings.PermitRootLogin is "yes" while root has no password
       why:   in an installer, root has an empty password: sshd refuses it until a person changes it
       fix:   use SshAccess with rootLogin "key", or set a password hash for root
       docs:  https://cdknix.example/errors/ssh-open-login"
    `);
    expect(report({ authorizedKeys: [publicKey], passwordAuthentication: true })).toContain("error[ssh-open-login]");
    expect(report({ passwordHash: "secret", rootLogin: "password" })).toMatchInlineSnapshot(`
     "error[ssh-password-hash]: dotfiles/iso/ssh: passwordHash is not a crypt(5) hash
       why:   NixOS would store it unchanged, and no password would ever match
       fix:   set it to the output of mkpasswd, which begins with $y$ or $6$
       docs:  https://cdknix.example/errors/ssh-password-hash"
    `);
    expect(
      report({ passwordHash: hash, rootLogin: "password", passwordAuthentication: false, authorizedKeys: [publicKey] }),
    ).toContain("error[ssh-password-off]");
  });

  it("rejects an open login in another module", () => {
    const other = (settings: Record<string, string | boolean>): string =>
      reported((iso) => {
        new SshAccess(iso, "ssh", { authorizedKeys: [publicKey] });
        const forced = Object.fromEntries(
          Object.entries(settings).map(([name, value]) => [name, nix.override(10, value)]),
        );
        new NixosModule(iso, "other", { config: { services: { openssh: { settings: forced } } } });
      });
    expect(other({ PermitEmptyPasswords: true })).toMatchInlineSnapshot(`
     "error[ssh-open-login]: dotfiles/iso/other: services.openssh.settings.PermitEmptyPasswords allows anyone on the network to log in
       why:   in an installer, root and nixos have an empty password, which sshd then accepts
       fix:   remove PermitEmptyPasswords
       docs:  https://cdknix.example/errors/ssh-open-login"
    `);
    expect(other({ PermitRootLogin: "yes", PasswordAuthentication: true })).toContain(
      "error[ssh-open-login]: dotfiles/iso/other",
    );
    expect(other({ PermitRootLogin: "yes" })).toBe("");
  });

  it("rejects an open login in text for sshd", () => {
    const withText = (extraConfig: string): string =>
      reported((iso) => {
        new SshAccess(iso, "ssh", { authorizedKeys: [publicKey] });
        new NixosModule(iso, "other", { config: { services: { openssh: { extraConfig } } } });
      });
    expect(withText("Banner none\npermitemptypasswords = yes\nPermitRootLogin yes")).toMatchInlineSnapshot(`
     "error[ssh-open-login]: dotfiles/iso/other: services.openssh.extraConfig sets PermitEmptyPasswords, which allows anyone on the network to log in
       why:   in an installer, root and nixos have an empty password, which sshd then accepts
       fix:   remove PermitEmptyPasswords
       docs:  https://cdknix.example/errors/ssh-open-login"
    `);
    expect(withText("PermitEmptyPasswords yes")).toContain("error[ssh-open-login]: dotfiles/iso/other");
    expect(withText("# PermitEmptyPasswords yes\nPermitEmptyPasswords no")).toBe("");
  });

  it("needs no mkForce if the installer profile uses mkDefault", () => {
    const text = (release: "25.05" | "25.11"): string =>
      moduleText((iso) => new SshAccess(iso, "ssh", { authorizedKeys: [publicKey] }), release);
    expect(text("25.05")).toContain('PermitRootLogin = lib.mkForce "prohibit-password";');
    expect(text("25.11")).toContain('PermitRootLogin = "prohibit-password";');
  });
});

describe("SshAccess of machines to install", () => {
  const keys = { authorizedKeys: [publicKey] };

  it("is root's alone, without the overrides of the installer profile", () => {
    const { app, machine } = installers();
    new SshAccess(machine("web-1"), "ssh", { ...keys, passwordHash: hash, rootLogin: "password" });
    expect(FlakeAssertions.fromApp(app).file("fleet/systems/web-1/ssh.nix")).toMatchInlineSnapshot(`
     "{
       services.openssh = {
         enable = true;
         settings = {
           PermitRootLogin = "yes";
           PasswordAuthentication = true;
           KbdInteractiveAuthentication = true;
         };
       };

       users.users.root = {
         openssh.authorizedKeys.keys = [
           "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example"
         ];
         initialHashedPassword = "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7";
       };
     }
     "
    `);
  });

  it("has the live user in images only, if its class is that of both", () => {
    const { app, flake, machine } = installers();
    const both = new HostClass(flake, "both");
    new SshAccess(both, "ssh", keys);
    machine("web-1", undefined, both);
    new IsoImage(new Host(flake, "rescue", { class: both, system: "x86_64-linux" }), "image");
    expect(FlakeAssertions.fromApp(app).file("fleet/modules/both/ssh.nix")).toMatchInlineSnapshot(`
     "{ lib, options, ... }:
     {
       services.openssh = {
         enable = true;
         settings = {
           # mkForce: the installer profile says "yes"
           PermitRootLogin = lib.mkForce "prohibit-password";
           PasswordAuthentication = false;
           KbdInteractiveAuthentication = false;
         };
       };

       users.users = lib.mkMerge [
         {
           root.openssh.authorizedKeys.keys = [
             "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example"
           ];
         }
         (lib.mkIf (options ? isoImage) {
           # only images have this user
           nixos = {
             openssh.authorizedKeys.keys = [
               "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example"
             ];
           };
         })
       ];
     }
     "
    `);
  });

  it("lets somebody log in", () => {
    const { app, machine } = installers();
    new SshAccess(machine("web-1"), "ssh", { ...keys, rootLogin: "no" });
    expect(reportOf(app)).toMatchInlineSnapshot(`
     "error[ssh-no-user]: fleet/web-1/ssh: no user can log in to web-1 over SSH: rootLogin is "no"
       why:   the user nixos, whom the keys are also for, exists only in images
       fix:   use rootLogin "key", or set the keys of your own user: users.users.<name>.openssh.authorizedKeys.keys
       docs:  https://cdknix.example/errors/ssh-no-user"
    `);
  });

  it("rejects an image that nobody can log in to", () => {
    const closed = { rootLogin: "no", liveUser: false, authorizedKeys: [publicKey] } as const;
    const make = (iso: HostClass): void => {
      new IsoImage(iso, "image");
      new SshAccess(iso, "ssh", closed);
    };
    expect(reported(make)).toContain(
      'error[ssh-no-user]: dotfiles/iso/ssh: no user can log in to lilith over SSH: rootLogin is "no", and liveUser is false',
    );
    const own = { users: { users: { me: { openssh: { authorizedKeys: { keys: [publicKey] } } } } } };
    const withUser = (iso: HostClass): void => {
      make(iso);
      new NixosModule(iso, "me", { config: own });
    };
    expect(reported(withUser)).not.toContain("ssh-no-user");
  });
});
