import { App, Flake, Host, HostClass, inputs, modulesPath, nix, NixosModule, Nixpkgs, pkgs, type NixosConfig, type NixValue, type Release } from "cdknix"; // prettier-ignore
import { FlakeAssertions } from "cdknix/testing";

interface Setting {
  readonly imports?: readonly NixValue[];
  readonly nixpkgs?: Nixpkgs;
}

/** All issues of a program with one module of these definitions, without the warning about the missing image. */
function report(release: Release, config: NixosConfig, { imports = [], nixpkgs }: Setting = {}): string {
  const app = new App();
  const flake = new Flake(app, "dotfiles", {
    nixpkgs: nixpkgs ?? Nixpkgs.release(release),
    inputs: { disko: { url: "github:nix-community/disko" } },
  });
  const iso = new HostClass(flake, "iso");
  new NixosModule(iso, "module", { config, imports });
  new Host(flake, "host", { class: iso, system: "x86_64-linux" });
  return FlakeAssertions.fromApp(app)
    .report.split("\n\n")
    .filter((text) => !text.includes("[no-image]"))
    .join("\n\n")
    .replaceAll(/\n {2}(?:at|docs): .*/g, "");
}

const misspelled: NixosConfig = { services: { nginx: { enabel: true } } };
const mistyped: NixosConfig = { services: { nginx: { enable: "yes" } } };

describe("option names and types of a release that the package includes", () => {
  it("suggest the name of which the end is missing", () => {
    expect(report("24.05", { services: { postgres: { enable: true } } })).toContain(
      "did you mean services.postgresql?",
    );
  });

  it("suggest the list for a string in its place", () => {
    const config = { systemd: { services: { a: { wantedBy: "multi-user.target" } } }, boot: { kernelParams: "quiet" } };
    const fixes = [...report("24.05", config).matchAll(/^ {2}fix: {3}(.*)$/gm)].map(([, fix]) => fix);
    expect(fixes).toEqual(['write a list: ["multi-user.target"]', 'write a list: ["quiet"]']);
  });

  it("are checked without synth import", () => {
    expect(
      report("24.05", {
        services: { nginx: { enabel: true }, openssh: { ports: [22, "ssh"] }, sshguardd: { enable: true } },
        users: { users: { me: { isNormaluser: true } } },
        boot: { timeout: 3, loader: 1 },
        networking: { firewall: { allowedTCPPorts: 22 } },
      }),
    ).toMatchInlineSnapshot(`
      "error[option-unknown]: dotfiles/iso/module: the option services.nginx.enabel does not exist
        value: true
        why:   NixOS rejects options that no module declares
        fix:   did you mean services.nginx.enable?

      error[option-type]: dotfiles/iso/module: the option services.openssh.ports[1] does not accept this value
        value: "ssh"
        why:   its type is: integer from 0 to 65535

      error[option-unknown]: dotfiles/iso/module: the option services.sshguardd does not exist
        value: { enable = true; }
        why:   NixOS rejects options that no module declares
        fix:   did you mean services.sshguard?

      error[option-unknown]: dotfiles/iso/module: the option users.users.me.isNormaluser does not exist
        value: true
        why:   NixOS rejects options that no module declares
        fix:   did you mean users.users.me.isNormalUser?

      error[option-unknown]: dotfiles/iso/module: the option boot.timeout does not exist
        value: 3
        why:   NixOS rejects options that no module declares
        fix:   did you mean boot.loader.timeout?

      error[option-type]: dotfiles/iso/module: boot.loader is a set of options, not an option
        value: 1
        fix:   set one of: efi, external, generationsDir, generic-extlinux-compatible, grub, gummiboot, initScript, raspberryPi, supportsInitrdSecrets, systemd-boot, timeout

      error[option-type]: dotfiles/iso/module: the option networking.firewall.allowedTCPPorts does not accept this value
        value: 22
        why:   its type is: list of 16 bit unsigned integer; between 0 and 65535 (both inclusive)
        fix:   write a list: [22]"
    `);
  });

  it("include those that NixOS has removed, renamed, or reserves for itself", () => {
    expect(
      report("24.05", {
        sound: { enable: true },
        environment: { noXlibs: true },
        services: { xserver: { layout: "de" } },
        networking: { dnsSingleRequest: true },
        virtualisation: { rkt: { enable: true } },
        system: { nixos: { release: "24.05" } },
      }),
    ).toMatchInlineSnapshot(`
      "warning[option-renamed]: dotfiles/iso/module: the option services.xserver.layout has been renamed
        why:   NixOS accepts the old name with a warning, but only for some releases
        fix:   use services.xserver.xkb.layout

      warning[option-renamed]: dotfiles/iso/module: the option networking.dnsSingleRequest has been renamed
        why:   NixOS accepts the old name with a warning, but only for some releases
        fix:   use networking.resolvconf.dnsSingleRequest

      error[option-removed]: dotfiles/iso/module: the option virtualisation.rkt has been removed
        value: { enable = true; }
        why:   The rkt module has been removed, it was archived by upstream
        fix:   remove it, or set its replacement

      error[option-read-only]: dotfiles/iso/module: the option system.nixos.release is read-only
        value: "24.05"
        why:   only NixOS itself sets it
        fix:   remove it"
    `);
  });

  it("are warnings where nixos-unstable may have changed since", () => {
    expect(
      report("unstable", {
        services: { nginx: { enabel: true }, somethingNew: { enable: true }, logind: { lidSwitch: 1 } },
        networking: { firewall: { backend: "pf" } },
        boot: { tmp: { useTmpfs: "yes" } },
      }),
    ).toMatchInlineSnapshot(`
      "error[option-unknown]: dotfiles/iso/module: the option services.nginx.enabel does not exist
        value: true
        why:   NixOS rejects options that no module declares
        fix:   did you mean services.nginx.enable?

      warning[option-unknown]: dotfiles/iso/module: the option services.somethingNew probably does not exist
        value: { enable = true; }
        why:   NixOS rejects options that no module declares; nixos-unstable of 2026-07-14 does not have it
        fix:   check the name, or run \`synth import\` to check the options of the locked nixpkgs

      warning[option-renamed]: dotfiles/iso/module: the option services.logind.lidSwitch has been renamed
        why:   NixOS accepts the old name with a warning, but only for some releases
        fix:   use services.logind.settings.Login.HandleLidSwitch

      warning[option-type]: dotfiles/iso/module: the option networking.firewall.backend probably does not accept this value
        value: "pf"
        why:   its type in nixos-unstable of 2026-07-14 is: one of "iptables", "nftables", "firewalld"

      error[option-type]: dotfiles/iso/module: the option boot.tmp.useTmpfs does not accept this value
        value: "yes"
        why:   its type in nixos-unstable of 2026-07-14 is: boolean"
    `);
  });
});

describe("option names and types of other releases", () => {
  it.each(["24.11", "25.05", "25.11", "26.05"] as const)(
    "are warnings on %s if both neighbors reject them",
    (release) => {
      const text = report(release, { ...misspelled, boot: { loader: { timeout: "soon" } } });
      expect(text).not.toContain("error[");
      expect(text).toContain(
        "warning[option-unknown]: dotfiles/iso/module: the option services.nginx.enabel probably does not",
      );
      expect(text).toContain("did you mean services.nginx.enable?");
      expect(text).toContain(
        "warning[option-type]: dotfiles/iso/module: the option boot.loader.timeout probably does not",
      );
    },
  );

  it("are reported with the releases that were compared", () => {
    expect(report("25.05", { services: { nginx: { enabel: true, enable: "yes" }, nope: {} } })).toMatchInlineSnapshot(`
      "warning[option-unknown]: dotfiles/iso/module: the option services.nginx.enabel probably does not exist
        value: true
        why:   NixOS 24.05 and nixos-unstable of 2026-07-14 do not have it; cdknix does not include the options of NixOS 25.05
        fix:   did you mean services.nginx.enable?

      warning[option-type]: dotfiles/iso/module: the option services.nginx.enable probably does not accept this value
        value: "yes"
        why:   its type in neighboring releases is: boolean

      warning[option-unknown]: dotfiles/iso/module: the option services.nope probably does not exist
        value: { }
        why:   NixOS 24.05 and nixos-unstable of 2026-07-14 do not have it; cdknix does not include the options of NixOS 25.05
        fix:   check the name, or run \`synth import\` to check the options of the locked nixpkgs"
    `);
  });

  it("are accepted if one of the neighbors accepts them", () => {
    expect(
      report("25.05", { image: { baseName: "stick" }, environment: { noXlibs: true }, sound: { enable: true } }),
    ).toBe("");
    expect(report("26.05", { documentation: { man: { cache: { enable: true } } } })).toBe("");
  });
});

describe("options whose names users choose", () => {
  const chosen: NixosConfig = {
    users: { users: { me: { isNormalUser: true, openssh: { authorizedKeys: { keys: ["ssh-ed25519 A"] } } } } },
    systemd: { services: { hello: { script: "true", serviceConfig: { Type: "oneshot", RestartSecs: 3 } } } },
    services: {
      nginx: { virtualHosts: { "example.org": { locations: { "/": { extraConfig: "return 204;" } } } } },
      openssh: { settings: { NewInThisVersion: "yes" } },
      grafana: { settings: { server: { made_up: 3 } } },
    },
    environment: { etc: { "a/b.conf": { text: "x" } }, variables: { EDITOR: "vim" }, sessionVariables: { A: ["x"] } },
    fileSystems: { "/data": { device: "/dev/sda1", options: ["noatime"] } },
    boot: {
      kernel: { sysctl: { "vm.swappiness": 10 } },
      supportedFilesystems: ["btrfs"],
      kernelPackages: pkgs.linuxPackages,
    },
    nix: { settings: { "made-up-setting": true }, nixPath: [] },
    nixpkgs: { config: { allowUnfree: true, madeUp: {} }, overlays: [] },
    specialisation: { other: { configuration: { boot: { kernelParams: ["quiet"] } } } },
    virtualisation: { vmVariant: { virtualisation: { memorySize: 1024 } } },
    system: { build: { image: pkgs.hello } },
    _module: { args: { me: "x" } },
  };

  it.each(["24.05", "25.05", "unstable"] as const)("are accepted on %s", (release) => {
    expect(report(release, chosen)).toBe("");
  });

  it("have checked names below them", () => {
    const text = report("24.05", {
      systemd: { services: { hello: { scrpt: "true", wantedBy: "multi-user.target" } } },
      services: { openssh: { settings: { PermitRootLogin: "maybe" } } },
      fileSystems: { "/data": { device: 1 } },
    });
    expect(text.match(/the option \S+/g)).toEqual([
      "the option systemd.services.hello.scrpt",
      "the option systemd.services.hello.wantedBy",
      "the option services.openssh.settings.PermitRootLogin",
      'the option fileSystems."/data".device',
    ]);
  });
});

describe("modules from outside of the program", () => {
  const foreign: readonly (readonly [string, Setting])[] = [
    ["an input", { imports: [inputs.disko.nixosModules.disko] }],
    ["a file", { imports: [nix.raw("./default.nix")] }],
    [
      "a module of NixOS that is not part of every system",
      { imports: [nix.str`${modulesPath}/virtualisation/qemu-vm.nix`] },
    ],
    ["a fork of nixpkgs", { nixpkgs: Nixpkgs.ref("github:me/nixpkgs", { release: "24.05" }) }],
    ["a local nixpkgs", { nixpkgs: Nixpkgs.ref("path:/src/nixpkgs", { release: "24.05" }) }],
  ];

  it.each(foreign)("may declare any option: %s", (_, setting) => {
    const theirs = { disko: { devices: {} }, sops: { age: {} }, services: { "vscode-server": { enable: true } } };
    expect(report("24.05", { ...theirs, home: {}, nix: { linux: 1 }, programs: { nixvim: {} } }, setting)).toBe("");
  });

  it.each(foreign)("do not hide misspelled options and wrong types: %s", (_, setting) => {
    expect(report("24.05", misspelled, setting)).toMatch(/^warning\[option-unknown\].*enabel probably/);
    expect(report("24.05", mistyped, setting)).toMatch(/^error\[option-type\].*services.nginx.enable does not accept/);
  });

  it("declare nothing further if they are profiles of NixOS", () => {
    const imports = [nix.str`${modulesPath}/profiles/qemu-guest.nix`];
    expect(report("24.05", misspelled, { imports })).toContain("error[option-unknown]");
  });

  it.each([
    "github:NixOS/nixpkgs/35469fe84",
    "github:nixos/nixpkgs?ref=nixos-24.05",
    "git+https://github.com/NixOS/nixpkgs.git",
    "https://channels.nixos.org/nixos-24.05/nixexprs.tar.xz",
    "nixpkgs/nixos-24.05",
  ])("are not assumed in %s", (reference) => {
    const nixpkgs = Nixpkgs.ref(reference, { release: "24.05" });
    expect(report("24.05", misspelled, { nixpkgs })).toContain("error[option-unknown]");
  });
});
