import { config, inputs, lib, nix, NixosModule, pkgs, type NixosConfig, type Release } from "cdknix";
import { reported } from "./support";

const report = (config: NixosConfig, release: Release = "25.11"): string =>
  reported((iso) => new NixosModule(iso, "m", { config }), release);

/** The reported options, each with the fix. */
const fixes = (config: NixosConfig, release?: Release): readonly string[] =>
  [...report(config, release).matchAll(/dotfiles\/iso\/m: (\S+) is (?:text|a path)[\s\S]*?fix: {3}(.*)/g)].map(
    ([, option = "", fix = ""]) => `${option}: ${fix}`,
  );

describe("the name of a package in quotes", () => {
  it("is found where NixOS takes text as well, but only as a path", () => {
    expect(
      fixes({
        systemd: {
          services: { x: { path: ["git", pkgs.jq], confinement: { packages: ["hello"] } } },
          user: { services: { y: { path: nix.force(["pkgs.git"]) } } },
        },
        boot: { initrd: { systemd: { storePaths: ["busybox"] } } },
      }),
    ).toMatchInlineSnapshot(`
      [
        "systemd.services.x.path[0]: use pkgs.git",
        "systemd.services.x.confinement.packages[0]: use pkgs.hello",
        "systemd.user.services.y.path[0]: use pkgs.git",
        "boot.initrd.systemd.storePaths[0]: use pkgs.busybox",
      ]
    `);
  });

  it.each(["24.05", "unstable"] as const)("is found in options with types of their own on %s", (release) => {
    const config = {
      networking: { networkmanager: { plugins: ["networkmanager-openvpn"] } },
      i18n: { inputMethod: { ibus: { engines: ["mozc"] } } },
    };
    expect(fixes(config, release)).toEqual([
      'networking.networkmanager.plugins[0]: use pkgs["networkmanager-openvpn"]',
      "i18n.inputMethod.ibus.engines[0]: use pkgs.mozc",
    ]);
  });

  it("is found in expressions that choose or join lists", () => {
    expect(
      [
        nix.with(pkgs, ["git"]),
        lib.optionals(config.services.nginx.enable, ["git"]),
        lib.optional(config.services.nginx.enable, "git"),
        nix.if(config.services.nginx.enable, ["git"], []),
        nix.let({ x: 1 }, ["git"]),
      ].flatMap((systemPackages) => fixes({ environment: { systemPackages } })),
    ).toEqual(Array.from({ length: 5 }, () => "environment.systemPackages[0]: use pkgs.git"));
  });

  it("is found in options of modules that many flakes import", () => {
    const text = reported(
      (iso) =>
        new NixosModule(iso, "m", {
          imports: [inputs["home-manager"].nixosModules.default, inputs.sops.nixosModules.sops],
          config: {
            sops: { defaultSopsFile: "./secrets.yaml" },
            "home-manager": { users: { me: { home: { packages: ["git"], file: { ".x": { source: "./x" } } } } } },
          },
        }),
    );
    expect([...text.matchAll(/fix: {3}(.*)/g)].map(([, fix]) => fix)).toEqual([
      'use nix.file("./secrets.yaml")',
      "use pkgs.git",
      'use nix.file("./x")',
    ]);
  });

  it("is a kernel with its modules, or a module for the kernel of the system", () => {
    const kernel = (kernelPackages: string): readonly string[] => fixes({ boot: { kernelPackages } });
    const names = ["linux_latest", "linux", "linux_6_6", "latest", "pkgs.linux_zen", "6.6", "linuxPackages_6_6", "lts"];
    expect(names.flatMap(kernel)).toMatchInlineSnapshot(`
      [
        "boot.kernelPackages: use pkgs.linuxPackages_latest",
        "boot.kernelPackages: use pkgs.linuxPackages",
        "boot.kernelPackages: use pkgs.linuxPackages_6_6",
        "boot.kernelPackages: use pkgs.linuxPackages_latest",
        "boot.kernelPackages: use pkgs.linuxPackages_zen",
        "boot.kernelPackages: use pkgs.linuxPackages_6_6",
        "boot.kernelPackages: use pkgs.linuxPackages_6_6",
        "boot.kernelPackages: use pkgs.linuxPackages",
      ]
    `);
    expect(
      fixes({
        boot: { extraModulePackages: ["zfs", "linuxPackages.v4l2loopback", "config.boot.kernelPackages.rtl8812au"] },
        hardware: { nvidia: { package: "legacy_470" } },
      }),
    ).toMatchInlineSnapshot(`
      [
        "boot.extraModulePackages[0]: use config.boot.kernelPackages.zfs",
        "boot.extraModulePackages[1]: use config.boot.kernelPackages.v4l2loopback",
        "boot.extraModulePackages[2]: use config.boot.kernelPackages.rtl8812au",
        "hardware.nvidia.package: use config.boot.kernelPackages.nvidiaPackages.legacy_470",
      ]
    `);
  });

  it("is a package in lists of paths that only packages have", () => {
    expect(
      fixes({
        services: {
          udev: { path: ["coreutils"] },
          printing: { drivers: ["gutenprint"] },
          postgresql: { extraPlugins: ["postgis"] },
        },
        hardware: { sane: { extraBackends: ["sane-airscan"] } },
        isoImage: { storeContents: ["config.system.build.toplevel"] },
      }),
    ).toMatchInlineSnapshot(`
      [
        "services.udev.path[0]: use pkgs.coreutils",
        "services.printing.drivers[0]: use pkgs.gutenprint",
        "services.postgresql.extraPlugins[0]: use pkgs.postgresqlPackages.postgis",
        "hardware.sane.extraBackends[0]: use pkgs["sane-airscan"]",
        "isoImage.storeContents[0]: use config.system.build.toplevel",
      ]
    `);
  });
});

describe("a path where a package or a function is meant", () => {
  it("is rejected with a function that makes one from the file", () => {
    expect(report({ environment: { systemPackages: [nix.path("./default.nix")] } })).toMatchInlineSnapshot(`
      "error[path-not-package]: dotfiles/iso/m: environment.systemPackages[0] is a path, but NixOS expects a package
        value: nix.path("./default.nix")
        why:   a file of the flake is no package until a function of nixpkgs makes one from it
        fix:   for a package that the file defines, use pkgs.callPackage(nix.path("./default.nix"), {})
        docs:  https://cdknix.example/errors/path-not-package"
    `);
    expect(fixes({ boot: { kernelPackages: nix.path("./default.nix") } })).toEqual([
      'boot.kernelPackages: for a package that the file defines, use pkgs.callPackage(nix.path("./default.nix"), {})',
    ]);
  });

  it("is an overlay that has to be imported", () => {
    expect(report({ nixpkgs: { overlays: ["./overlay.nix"] } })).toMatchInlineSnapshot(`
      "error[not-a-function]: dotfiles/iso/m: nixpkgs.overlays[0] is text, but NixOS expects a function
        value: "./overlay.nix"
        why:   an overlay is a function; the file with the function has to be imported
        fix:   use nix.import(nix.file("./overlay.nix"))
        docs:  https://cdknix.example/errors/not-a-function"
    `);
    expect(fixes({ nixpkgs: { overlays: [nix.path("./default.nix"), "overlay.nix", "the default one"] } })).toEqual([
      'nixpkgs.overlays[0]: use nix.import(nix.path("./default.nix"))',
      'nixpkgs.overlays[1]: use nix.import(nix.file("./overlay.nix"))',
      'nixpkgs.overlays[2]: use nix.import(nix.file("./overlay.nix"))',
    ]);
  });
});

describe("a flake input where a package or an overlay is meant", () => {
  it("is rejected with an output of it", () => {
    const values = {
      environment: { systemPackages: [inputs.disko] },
      nixpkgs: { overlays: [inputs["emacs-overlay"]] },
    };
    expect(report(values)).toMatchInlineSnapshot(`
      "error[not-a-package]: dotfiles/iso/m: environment.systemPackages[0] is a flake input, but NixOS expects a package
        value: inputs.disko
        why:   a flake has packages as outputs
        fix:   use one of its packages, such as inputs.disko.packages["x86_64-linux"].default
        docs:  https://cdknix.example/errors/not-a-package

      error[not-a-function]: dotfiles/iso/m: nixpkgs.overlays[0] is a flake input, but NixOS expects a function
        value: inputs["emacs-overlay"]
        why:   a flake has overlays as outputs
        fix:   use one of its overlays, such as inputs["emacs-overlay"].overlays.default
        docs:  https://cdknix.example/errors/not-a-function"
    `);
    expect(report({ environment: { etc: { a: { source: inputs.x } }, systemPackages: [inputs.x.default] } })).toBe("");
  });
});
