import {
  BootConfig,
  Host,
  InstallerTools,
  LiveFixes,
  NixpkgsConfig,
  NixSettings,
  pkgs,
  SpaceSaver,
  SshAccess,
  type App,
  type HostClass,
  type Release,
} from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { program, publicKey, reportOf } from "./support";

/** The files of a class and of its host `lilith`. */
interface Texts {
  readonly ofClass: string;
  readonly ofHost: string;
}

function texts(
  make: (iso: HostClass, host: Host) => void,
  { release, others = false }: { readonly release?: Release; readonly others?: boolean } = {},
): Texts {
  const { app, flake, iso, host } = program(release);
  if (others) new Host(flake, "eve", { class: iso, system: "x86_64-linux" });
  make(iso, host);
  const assertions = FlakeAssertions.fromApp(app);
  expect(errorsOf(app)).toBe("");
  const read = (directory: string, ids: readonly string[]): string =>
    ids.map((id) => assertions.file(`dotfiles/${directory}/${id}.nix`)).join("");
  return {
    ofClass: read(
      "modules/iso",
      iso.node.children.map(({ node }) => node.id),
    ),
    ofHost: read(
      "systems/lilith",
      host.node.children.map(({ node }) => node.id),
    ),
  };
}

function errorsOf(app: App): string {
  return reportOf(app)
    .split("\n\n")
    .filter((text) => text.startsWith("error"))
    .join("\n\n");
}

describe("several constructs of one class on a host", () => {
  it("do not write a default next to a value in the same scope", () => {
    const { ofClass } = texts((iso) => {
      new BootConfig(iso, "a", { raid: true });
      new BootConfig(iso, "b", { kernelParameters: ["quiet"] });
    });
    expect(ofClass).toContain("boot.swraid.enable = true;");
    expect(ofClass).not.toContain("mkForce");
  });

  it("do not write the default of a class if all its hosts have a value", () => {
    const { ofClass, ofHost } = texts((iso, host) => {
      new BootConfig(iso, "boot");
      new BootConfig(host, "own-boot", { raid: true });
    });
    expect(ofClass).not.toContain("swraid");
    expect(ofHost).toContain("boot.swraid.enable = true;");
  });

  it("override the default of the class if other hosts keep it", () => {
    const { ofClass, ofHost } = texts(
      (iso, host) => {
        new BootConfig(iso, "boot");
        new BootConfig(host, "own-boot", { raid: true });
      },
      { others: true },
    );
    expect(ofClass).toContain("boot.swraid.enable = lib.mkForce false;");
    expect(ofHost).toContain("boot.swraid.enable = lib.mkOverride 40 true;");
  });

  it("do not write the default of a host next to the value of its class", () => {
    const { ofClass, ofHost } = texts(
      (iso, host) => {
        new SpaceSaver(iso, "space", { documentation: true, defaultPackages: true });
        new SpaceSaver(host, "own-space", { channel: true });
        new NixSettings(iso, "nix", { channels: true, logLines: 20 });
        new NixSettings(host, "own-nix", { settings: { "warn-dirty": true } });
        new InstallerTools(iso, "tools", { git: "full", tools: ["nixos-install"] });
        new InstallerTools(host, "own-tools", { packages: [pkgs.jq] });
        new SshAccess(iso, "ssh", { authorizedKeys: [publicKey], rootLogin: "no", liveUser: true });
        new SshAccess(host, "own-ssh", { authorizedKeys: [publicKey] });
        new LiveFixes(iso, "fixes", { openFiles: 100_000, mdadmMailAddress: null, switchToConfiguration: true });
        new LiveFixes(host, "own-fixes");
      },
      { others: true },
    );
    for (const absent of [
      "nixos.enable",
      "doc.enable",
      "defaultPackages",
      "channel.enable = false",
      "log-lines",
      "gitMinimal",
    ]) {
      expect(ofHost).not.toContain(absent);
    }
    for (const absent of ["nixos-enter", "PermitRootLogin", "loginLimits", "mdadmConf", "switch"]) {
      expect(ofHost).not.toContain(absent);
    }
    expect(ofHost).toContain("warn-dirty = lib.mkOverride 40 true;");
    expect(ofHost).toMatch(/installer\.channel\.enable = lib\.mkOverride 40 true;/);
    expect(ofClass).toContain("programs.git.enable = true;");
  });

  it("override what the class writes with the values of a host", () => {
    const { ofHost } = texts(
      (iso, host) => {
        new SpaceSaver(iso, "space");
        new SpaceSaver(host, "own-space", { documentation: true, manPages: true, info: true });
        new InstallerTools(iso, "tools");
        new InstallerTools(host, "own-tools", { git: "full", tools: ["nixos-install"] });
        new NixSettings(iso, "nix");
        new NixSettings(host, "own-nix", { channels: true, acceptFlakeConfig: true, httpConnections: 0 });
        new SshAccess(iso, "ssh", { authorizedKeys: [publicKey] });
        new SshAccess(host, "own-ssh", { authorizedKeys: [publicKey], rootLogin: "no" });
      },
      { release: "25.05", others: true },
    );
    expect(ofHost).toMatchInlineSnapshot(`
      "{ lib, ... }:
      {
        documentation = {
          # mkOverride: the class sets its default, which this host changes
          enable = lib.mkOverride 40 true;
          # mkOverride: the class sets its default, which this host changes
          nixos.enable = lib.mkOverride 40 true;
          # mkOverride: the class sets its default, which this host changes
          doc.enable = lib.mkOverride 40 true;
          # mkOverride: the class sets its default, which this host changes
          man.enable = lib.mkOverride 40 true;
          # mkOverride: the class sets its default, which this host changes
          info.enable = lib.mkOverride 40 true;
        };

        system = {
          installer.channel.enable = false;
          # mkForce: a plain [ ] would leave the build tools for installing without network in
          extraDependencies = lib.mkForce [ ];
        };

        # mkForce: a plain [ ] would leave the packages that nobody asked for in
        environment.defaultPackages = lib.mkForce [ ];
      }
      { lib, pkgs, ... }:
      {
        system = {
          # the chosen tools only
          disableInstallerTools = true;
          tools = {
            nixos-install.enable = true;
            # mkOverride: the class sets its default, which this host changes
            nixos-enter.enable = lib.mkOverride 40 false;
            # mkOverride: the class sets its default, which this host changes
            nixos-generate-config.enable = lib.mkOverride 40 false;
          };
        };

        programs.git = {
          enable = true;
          # mkOverride: the class sets its default, which this host changes
          package = lib.mkOverride 40 pkgs.git;
        };
      }
      { lib, ... }:
      {
        nix = {
          # mkOverride: the class sets its default, which this host changes
          channel.enable = lib.mkOverride 40 true;
          settings = {
            experimental-features = [
              "nix-command"
              "flakes"
            ];
            # mkOverride: the class sets its default, which this host changes
            accept-flake-config = lib.mkOverride 40 true;
            # mkOverride: the class sets its default, which this host changes
            http-connections = lib.mkOverride 40 0;
            log-lines = 50;
            warn-dirty = false;
          };
        };
      }
      { lib, ... }:
      {
        services.openssh = {
          enable = true;
          settings = {
            # mkOverride: the class sets its default, which this host changes
            PermitRootLogin = lib.mkOverride 40 "no";
            PasswordAuthentication = false;
            KbdInteractiveAuthentication = false;
          };
        };

        users.users.nixos.openssh.authorizedKeys.keys = [
          "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example"
        ];
      }
      "
    `);
  });

  it("omit what NixOS forbids by default if a host allows it", () => {
    const { ofClass, ofHost } = texts(
      (iso, host) => {
        new NixpkgsConfig(iso, "nixpkgs", { overlays: [] });
        new NixpkgsConfig(host, "own-nixpkgs", { unfree: true });
      },
      { others: true },
    );
    expect(ofClass).not.toContain("allowUnfree");
    expect(ofHost).toContain("allowUnfree = true;");
  });

  it("write the same as before if nothing differs", () => {
    const { ofClass, ofHost } = texts((iso, host) => {
      new BootConfig(iso, "boot", { raid: false });
      new BootConfig(host, "own-boot", { kernelParameters: ["quiet"] });
    });
    expect(ofClass).toContain("lib.mkForce false");
    expect(ofHost).toContain("lib.mkForce false");
  });

  it("accept equal values, lists, and file systems that add to each other", () => {
    texts((iso, host) => {
      new BootConfig(iso, "boot", { raid: true, filesystems: ["zfs"], kernelParameters: ["quiet"] });
      new BootConfig(host, "own-boot", {
        raid: true,
        filesystems: { without: ["btrfs"] },
        kernelParameters: ["debug"],
      });
    });
  });
});
