import { Host, InstallerTools, IsoImage, NetworkConfig, releases, type InstallerProfile, type Release } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { installerProfiles } from "../../lib/constructs/core";
import { moduleText, program, reported } from "./support";

/** The text of a module in a class whose image has a profile. */
function textBeside(
  profile: InstallerProfile,
  release: Release,
  make: (iso: ReturnType<typeof program>["iso"]) => unknown,
): string {
  const { app, iso } = program(release);
  new IsoImage(iso, "image", { profile });
  make(iso);
  return FlakeAssertions.fromApp(app).file("dotfiles/modules/iso/m.nix");
}

describe("IsoImage with a profile", () => {
  it.each(installerProfiles)("imports %s by the name of its file, on some release", (profile) => {
    const made = releases.flatMap((release) => {
      const { app, iso } = program(release);
      new IsoImage(iso, "image", { profile });
      const assertions = FlakeAssertions.fromApp(app);
      return assertions.report.includes("error[") ? [] : [assertions.file("dotfiles/modules/iso/image.nix")];
    });
    expect(made).not.toEqual([]);
    for (const text of made) expect(text).toContain(`/installer/cd-dvd/installation-cd-${profile}.nix`);
  });

  it("suggests the profiles with a desktop of that name", () => {
    const fixOf = (profile: string): string | undefined =>
      /fix: {3}(.*)/.exec(reported((iso) => new IsoImage(iso, "image", { profile } as never), "25.05"))?.[1];
    expect(fixOf("gnome")).toBe('did you mean "graphical-gnome" or "graphical-calamares-gnome"?');
    expect(fixOf("plasma6")).toBe('did you mean "graphical-calamares-plasma6"?');
    expect(fixOf("graphical-gnom")).toBe('did you mean "graphical-gnome"?');
  });

  it("rejects profiles that the release lacks, with the nearest one that it has", () => {
    const missing = releases.map((release) => [
      release,
      installerProfiles.flatMap((profile) => {
        const report = reported((iso) => new IsoImage(iso, "image", { profile }), release);
        const [, instead] = /error\[profile-on-release\][\s\S]*use profile: "([\w-]+)"/.exec(report) ?? [];
        return instead === undefined ? [] : [`${profile} → ${instead}`];
      }),
    ]);
    expect(Object.fromEntries(missing)).toMatchInlineSnapshot(`
      {
        "24.05": [
          "minimal-combined → minimal",
          "graphical-calamares-cosmic → graphical-calamares-plasma6",
          "graphical-combined → graphical-calamares-plasma6",
        ],
        "24.11": [
          "minimal-combined → minimal",
          "graphical-calamares-cosmic → graphical-calamares-plasma6",
          "graphical-combined → graphical-calamares-plasma6",
        ],
        "25.05": [
          "graphical-calamares-cosmic → graphical-calamares-plasma6",
        ],
        "25.11": [
          "graphical-plasma5 → graphical-calamares-plasma6",
          "graphical-plasma5-new-kernel → graphical-combined",
          "graphical-calamares-plasma5 → graphical-calamares-plasma6",
          "graphical-calamares-cosmic → graphical-calamares-plasma6",
        ],
        "26.05": [
          "graphical-plasma5 → graphical-calamares-plasma6",
          "graphical-plasma5-new-kernel → graphical-combined",
          "graphical-calamares-plasma5 → graphical-calamares-plasma6",
        ],
        "26.11": [
          "graphical-plasma5 → graphical-calamares-plasma6",
          "graphical-plasma5-new-kernel → graphical-combined",
          "graphical-calamares-plasma5 → graphical-calamares-plasma6",
        ],
        "unstable": [
          "graphical-plasma5 → graphical-calamares-plasma6",
          "graphical-plasma5-new-kernel → graphical-combined",
          "graphical-calamares-plasma5 → graphical-calamares-plasma6",
        ],
      }
    `);
  });

  it("names a profile that the release has", () => {
    for (const release of releases) {
      for (const profile of installerProfiles) {
        const report = reported((iso) => new IsoImage(iso, "image", { profile }), release);
        const [, instead] = /use profile: "([\w-]+)"/.exec(report) ?? [];
        if (instead === undefined || !report.includes("profile-on-release")) continue;
        const other = reported((iso) => new IsoImage(iso, "image", { profile: instead as InstallerProfile }), release);
        expect([release, profile, other]).toEqual([release, profile, ""]);
      }
    }
  });

  it("explains the missing profile", () => {
    expect(reported((iso) => new IsoImage(iso, "image", { profile: "graphical-combined" }))).toMatchInlineSnapshot(`
      "error[profile-on-release]: dotfiles/iso/image: NixOS 24.05 has no installer profile "graphical-combined"
        value: "graphical-combined"
        why:   the combined profiles were added in NixOS 25.05
        fix:   use profile: "graphical-calamares-plasma6", or another release
        docs:  https://cdknix.example/errors/profile-on-release"
    `);
  });

  it("sets the edition with the priority that the profile requires", () => {
    const edition = (profile: InstallerProfile, release: Release): string | undefined =>
      /edition = .*;/.exec(
        moduleText((iso) => new IsoImage(iso, "image", { profile, edition: "rescue" }), release),
      )?.[0];
    const plain = 'edition = "rescue";';
    const override = 'edition = lib.mkImageMediaOverride "rescue";';
    expect(edition("minimal", "24.05")).toBe(plain);
    expect(edition("graphical-base", "24.05")).toBe(plain);
    expect(edition("graphical-calamares-plasma6", "24.05")).toBe(override);
    expect(edition("graphical-calamares-plasma6", "25.05")).toBe(plain);
    expect(edition("graphical-combined", "25.05")).toBe(override);
  });
});

describe("NetworkConfig next to a graphical profile", () => {
  const network = (networkManager: boolean, release: Release): string =>
    textBeside("graphical-base", release, (iso) => new NetworkConfig(iso, "m", { networkManager }));

  it("overrides the profile up to 25.05, which disables wpa_supplicant", () => {
    expect(network(false, "24.05")).toMatchInlineSnapshot(`
      "{ lib, ... }:
      {
        networking = {
          # mkForce: the installer profile turns this on at the normal priority
          networkmanager.enable = lib.mkForce false;
          # mkForce: the installer profile turns this off at priority 60
          wireless.enable = lib.mkForce true;
        };
      }
      "
    `);
  });

  it("overrides NetworkManager since 25.11", () => {
    expect(network(false, "25.11")).toMatchInlineSnapshot(`
      "{ lib, ... }:
      {
        networking = {
          # mkForce: the installer profile turns this on at the normal priority
          networkmanager.enable = lib.mkForce false;
          wireless = {
            enable = true;
            # for wpa_cli: the installer profile has NetworkManager and does not set this
            userControlled.enable = true;
          };
        };

        # below the text of the installer profile, which names nmtui
        services.getty.helpLine = "This image has wpa_supplicant instead of NetworkManager: run \`wpa_cli\` instead of \`nmtui\`.";
      }
      "
    `);
  });

  it("follows the image of a host, too", () => {
    const { app, flake } = program("24.05");
    const host = new Host(flake, "desk", { system: "x86_64-linux" });
    new IsoImage(host, "image", { profile: "graphical-gnome" });
    new NetworkConfig(host, "network", { networkManager: false });
    expect(FlakeAssertions.fromApp(app).file("dotfiles/systems/desk/network.nix")).toContain("lib.mkForce true");
  });
});

describe("InstallerTools next to Calamares", () => {
  const tools = (profile: InstallerProfile, release: Release): string =>
    textBeside(profile, release, (iso) => new InstallerTools(iso, "m", { git: "none" }));

  it("keep the programs that Calamares runs", () => {
    expect(tools("graphical-calamares", "25.05")).toMatchInlineSnapshot(`
      "{
        system = {
          # the chosen tools only
          disableInstallerTools = true;
          tools = {
            nixos-install.enable = true;
            nixos-enter.enable = true;
            nixos-generate-config.enable = true;
            nixos-version.enable = true;
          };
        };

        programs.git.enable = false;
      }
      "
    `);
    expect(tools("graphical-base", "25.05")).not.toContain("nixos-version");
  });

  it("keep all tools on 24.05, where nixos-version cannot be installed separately", () => {
    expect(tools("graphical-calamares", "24.05")).toMatchInlineSnapshot(`
      "{ }
      "
    `);
  });

  it("are reported if they exclude one of them", () => {
    const report = (release: Release): string =>
      reported((iso) => {
        new IsoImage(iso, "image", { profile: "graphical-calamares" });
        new InstallerTools(iso, "tools", { tools: ["nixos-install"] });
      }, release);
    expect(report("25.05")).toMatchInlineSnapshot(`
      "warning[calamares-tools]: dotfiles/iso/tools: Calamares lacks nixos-generate-config, nixos-version
        value: nixos-generate-config, nixos-version
        why:   Calamares, the graphical installer of the profile graphical-calamares, runs these programs
        fix:   add them to tools of InstallerTools, or omit tools
        docs:  https://cdknix.example/lints/calamares-tools"
    `);
    expect(report("24.05")).toContain("fix:   omit tools of InstallerTools: it then keeps all tools of NixOS");
  });
});
