import { nix, NixosModule, SshAccess, type SshAccessProps } from "cdknix";
import { moduleText, publicKey, reported } from "./support";

const hash = "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7";
const text = (props: SshAccessProps): string => moduleText((iso) => new SshAccess(iso, "ssh", props));
const report = (props: SshAccessProps): string => reported((iso) => new SshAccess(iso, "ssh", props));

describe("SshAccess", () => {
  it("lets root and the live user in by key only", () => {
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

  it("sets a password hash for both, allows passwords, and leaves sshd off until it is started, on request", () => {
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

  it("keeps root and the live user apart", () => {
    const noRoot = text({ authorizedKeys: [publicKey], rootLogin: "no" });
    expect(noRoot).toContain('PermitRootLogin = lib.mkForce "no";');
    expect(noRoot).not.toContain("root.openssh");
    expect(text({ authorizedKeys: [publicKey], liveUser: false })).not.toContain("nixos");
  });

  it("takes keys of every type that OpenSSH takes, with options before them", () => {
    const token =
      "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gAAAABHNzaDo= token";
    expect(report({ authorizedKeys: [publicKey, `restrict,command="true" ${publicKey}`, token] })).toBe("");
  });

  it.each([
    ["an empty key", ""],
    ["text that is no key", "hello"],
    ["a key that is cut off", publicKey.slice(0, 40)],
    ["a key of another type than it says", publicKey.replace("ssh-ed25519", "ssh-rsa")],
    ["two keys in one", `${publicKey}\n${publicKey}`],
    ["a private key", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\n-----END OPENSSH PRIVATE KEY-----"],
  ])("refuses %s", (_name, key) => {
    expect(report({ authorizedKeys: [key] })).toMatchSnapshot();
  });

  it("does not show a private key in its message", () => {
    const message = report({ authorizedKeys: ["-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END"] });
    expect(message).toContain("is a private key");
    expect(message).not.toContain("c2VjcmV0");
  });

  it("refuses an image that nobody, or everybody, could log in to", () => {
    expect(report({})).toMatchInlineSnapshot(`
     "error[ssh-no-keys]: dotfiles/iso/ssh: nobody could log in: there is no key, and passwords are off
       fix:   give authorizedKeys the line of your public key file, such as "ssh-ed25519 AAAA… me@laptop""
    `);
    expect(report({ rootLogin: "password" })).toMatchInlineSnapshot(`
     "error[ssh-open-login]: dotfiles/iso/ssh: root may log in by password, but there is no passwordHash
       why:   the installer profile gives root and nixos an empty password, so this would open the image to the network
       fix:   set passwordHash to what mkpasswd prints, or use keys with rootLogin "key"

     error[ssh-open-login]: dotfiles/iso/ssh: services.openssh.settings.PermitRootLogin is "yes" while root has no password
       why:   root and nixos have an empty password on an installer, so this would open the image to the network
       fix:   use SshAccess with rootLogin "key", or give root a password hash"
    `);
    expect(report({ authorizedKeys: [publicKey], passwordAuthentication: true })).toContain("error[ssh-open-login]");
    expect(report({ passwordHash: "secret", rootLogin: "password" })).toMatchInlineSnapshot(`
     "error[ssh-password-hash]: dotfiles/iso/ssh: passwordHash is not a crypt(5) hash
       why:   NixOS would store it as it is, and no password would ever match
       fix:   run mkpasswd and give what it prints; it begins with $y$ or $6$"
    `);
    expect(
      report({ passwordHash: hash, rootLogin: "password", passwordAuthentication: false, authorizedKeys: [publicKey] }),
    ).toContain("error[ssh-password-off]");
  });

  it("refuses an open login that another module makes", () => {
    const other = (settings: Record<string, string | boolean>): string =>
      reported((iso) => {
        new SshAccess(iso, "ssh", { authorizedKeys: [publicKey] });
        const forced = Object.fromEntries(
          Object.entries(settings).map(([name, value]) => [name, nix.override(10, value)]),
        );
        new NixosModule(iso, "other", { config: { services: { openssh: { settings: forced } } } });
      });
    expect(other({ PermitEmptyPasswords: true })).toMatchInlineSnapshot(`
     "error[ssh-open-login]: dotfiles/iso/other: services.openssh.settings.PermitEmptyPasswords lets anybody on the network log in
       why:   root and nixos have an empty password on an installer, so this would open the image to the network
       fix:   leave PermitEmptyPasswords out"
    `);
    expect(other({ PermitRootLogin: "yes", PasswordAuthentication: true })).toContain(
      "error[ssh-open-login]: dotfiles/iso/other",
    );
    expect(other({ PermitRootLogin: "yes" })).toBe("");
  });

  it("needs no force where the installer profile gives way", () => {
    const text = (release: "25.05" | "25.11"): string =>
      moduleText((iso) => new SshAccess(iso, "ssh", { authorizedKeys: [publicKey] }), release);
    expect(text("25.05")).toContain('PermitRootLogin = lib.mkForce "prohibit-password";');
    expect(text("25.11")).toContain('PermitRootLogin = "prohibit-password";');
  });
});
