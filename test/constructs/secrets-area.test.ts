import { FlakePackage, Host, IsoImage, nix, NixosModule, pkgs, Secret, Size } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { program, reportOf } from "./support";

const using = (secret: Secret): { config: Record<string, never> } =>
  ({ config: { networking: { wireless: { environmentFile: secret } } } }) as never;

describe("a host that uses a named secret", () => {
  it("gets an area on its image, and the service that reads it", () => {
    const { app, iso, host } = program();
    new IsoImage(iso, "image");
    new NixosModule(iso, "wifi", using(Secret.named("wifi")));
    new NixosModule(host, "key", {
      config: {
        services: { openssh: { hostKeys: [{ type: "ed25519", path: Secret.named("host-key") }] } },
        users: { users: { root: { hashedPasswordFile: Secret.named("password") } } },
      },
    });
    const text = FlakeAssertions.fromApp(app).file("dotfiles/systems/lilith/secrets-area.nix");
    expect(text).toMatchSnapshot();
    expect(JSON.parse(FlakeAssertions.fromApp(app).file("manifest.json"))).toMatchObject({
      flakes: {
        dotfiles: {
          hosts: {
            lilith: {
              secretsArea: { path: "/secrets-area", bytes: 262144, names: ["host-key", "password", "wifi"] },
            },
          },
          files: { "systems/lilith/secrets-area.nix": { construct: "dotfiles/iso/image" } },
        },
      },
    });
  });

  it("gets the area in the size that the image sets", () => {
    const { app, iso } = program();
    new IsoImage(iso, "image", { secretsArea: Size.kibibytes(8) });
    new NixosModule(iso, "wifi", using(Secret.named("wifi", { owner: "nginx", mode: "0440" })));
    const text = FlakeAssertions.fromApp(app).file("dotfiles/systems/lilith/secrets-area.nix");
    expect(text).toContain("head -c 8192 /dev/zero");
    expect(text).toContain("place wifi nginx root 0440 networking.wireless.environmentFile");
  });

  it("needs no area for secrets of sops-nix and agenix", () => {
    const { app, iso } = program();
    new IsoImage(iso, "image");
    new NixosModule(iso, "wifi", using(Secret.sops("wifi")));
    expect(FlakeAssertions.fromApp(app).file("manifest.json")).not.toContain("secrets-area.nix");
  });

  it("keeps a module of the user with the same file name", () => {
    const { app, iso, host } = program();
    new IsoImage(iso, "image");
    new NixosModule(host, "secrets-area", using(Secret.named("wifi")));
    const assertions = FlakeAssertions.fromApp(app);
    expect(assertions.file("dotfiles/systems/lilith/secrets-area.nix")).toContain("environmentFile");
    expect(assertions.file("dotfiles/systems/lilith/secrets-area-module.nix")).toContain("cdknix-secrets");
  });
});

describe("secrets that cannot be delivered", () => {
  it("are reported for a host without an image", () => {
    const { app, host } = program();
    new NixosModule(host, "wifi", using(Secret.named("wifi")));
    expect(reportOf(app)).toMatchInlineSnapshot(`
     "warning[no-image]: dotfiles/lilith: this host has neither an IsoImage nor file systems
       fix:   add an IsoImage in its scope or class, or set fileSystems to build the system of a machine
       docs:  https://cdknix.example/errors/no-image

     error[secret-without-image]: dotfiles/lilith/wifi: networking.wireless.environmentFile needs the secret wifi, but the host lilith has no image that delivers it
       why:   a named secret is written to the medium that the system boots from
       fix:   add an IsoImage to the host or its class, or use Secret.sops or Secret.age
       docs:  https://cdknix.example/errors/secret-without-image"
    `);
  });

  it("are reported if they differ in who can read them", () => {
    const { app, iso, host } = program();
    new IsoImage(iso, "image");
    new NixosModule(iso, "wifi", using(Secret.named("wifi")));
    new NixosModule(host, "again", {
      config: { environment: { etc: { "wifi.conf": { source: Secret.named("wifi", { mode: "0444" }) } } } },
    });
    expect(reportOf(app)).toMatchInlineSnapshot(`
     "error[secret-differs]: dotfiles/lilith/again: the secret wifi has another mode here than in dotfiles/iso/wifi
       value: 0444, not 0400
       why:   it is one file on the running system
       fix:   create the Secret once, and use it in both places
       docs:  https://cdknix.example/errors/secret-differs"
    `);
  });

  it("are reported in packages and outputs, which belong to no host", () => {
    const { app, flake, iso } = program();
    new IsoImage(iso, "image");
    new FlakePackage(flake, "tool", { expression: pkgs.writeText("tool", nix.str`${Secret.named("token")}`) });
    expect(reportOf(app)).toMatchInlineSnapshot(`
     "error[nix-value]: dotfiles/tool: expression[1][0] cannot be represented in Nix
       why:   a secret has a path only in the configuration of a host
       fix:   use it in an option of a module
       docs:  https://cdknix.example/errors/nix-value"
    `);
  });

  it("are reported in text, with the place", () => {
    const { app, iso } = program();
    new IsoImage(iso, "image");
    new NixosModule(iso, "wifi", {
      config: { environment: { etc: { wifi: { text: `psk=${String(Secret.named("wifi"))}` } } } },
    });
    expect(reportOf(app)).toMatchInlineSnapshot(`
     "error[nix-value]: dotfiles/iso/wifi: config.environment.etc.wifi.text cannot be represented in Nix
       why:   Secret(wifi) was used in a JavaScript string
       fix:   pass it by itself, or write nix.str before the template: nix.str\`…\`
       docs:  https://cdknix.example/errors/nix-value"
    `);
  });

  it.each([Size.bytes(5000), Size.kibibytes(2), Size.mebibytes(65), Size.bytes(-1)])(
    "are reported for an area of %s",
    (secretsArea) => {
      const { app, flake } = program();
      const host = new Host(flake, "other", { system: "x86_64-linux" });
      new IsoImage(host, "image", { secretsArea });
      expect(reportOf(app)).toContain(secretsArea.toBytes() < 0 ? "size-impossible" : "secrets-area-size");
    },
  );
});
