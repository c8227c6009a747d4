import {
  config,
  ConsoleConfig,
  inputs,
  InstallerTools,
  IsoImage,
  lib,
  nix,
  NixosModule,
  pkgs,
  type NixosConfig,
  type Release,
} from "cdknix";
import { reported } from "./support";

const report = (config: NixosConfig, release: Release = "25.11"): string =>
  reported((iso) => new NixosModule(iso, "m", { config }), release);

/** The reported options, each with the fix. */
const fixes = (config: NixosConfig, release?: Release): readonly string[] =>
  [...report(config, release).matchAll(/dotfiles\/iso\/m: (\S+) is (?:text|a path)[\s\S]*?fix: {3}(.*)/g)].map(
    ([, option = "", fix = ""]) => `${option}: ${fix}`,
  );

describe("text where a package is meant", () => {
  it("is rejected with the package, without imported options", () => {
    expect(report({ environment: { systemPackages: ["git"] } })).toMatchInlineSnapshot(`
      "error[text-not-package]: dotfiles/iso/m: environment.systemPackages[0] is text, but NixOS expects a package
        value: "git"
        why:   a package is an attribute of pkgs; its name in quotes is only text
        fix:   use pkgs.git
        docs:  https://cdknix.example/errors/text-not-package"
    `);
    expect(report({ boot: { kernelPackages: "linuxPackages_latest" } })).toMatchInlineSnapshot(`
      "error[text-not-package]: dotfiles/iso/m: boot.kernelPackages is text, but NixOS expects a package
        value: "linuxPackages_latest"
        why:   a package is an attribute of pkgs; its name in quotes is only text
        fix:   use pkgs.linuxPackages_latest
        docs:  https://cdknix.example/errors/text-not-package"
    `);
  });

  it("is found in lists, sets, and other properties, and in text", () => {
    expect(
      fixes({
        environment: { systemPackages: [pkgs.jq, "pkgs.git-minimal", "nixpkgs#hello", "${pkgs.vim}"] },
        fonts: { packages: nix.force(["noto-fonts"]) },
        services: { udev: { packages: "libu2f-host" }, nginx: { package: nix.when(pkgs.x as never, "nginxMainline") } },
        hardware: { graphics: { extraPackages: nix.merge(["intel-media-driver"], nix.after(["libva"])) } },
        nix: { package: "lix" },
        programs: { git: { package: "git, please" } },
      }),
    ).toMatchInlineSnapshot(`
      [
        "environment.systemPackages[1]: use pkgs["git-minimal"]",
        "environment.systemPackages[2]: use pkgs.hello",
        "environment.systemPackages[3]: use pkgs.vim",
        "fonts.packages[0]: use pkgs["noto-fonts"]",
        "services.udev.packages: use [pkgs["libu2f-host"]]",
        "services.nginx.package: use pkgs.nginxMainline",
        "hardware.graphics.extraPackages[0]: use pkgs["intel-media-driver"]",
        "hardware.graphics.extraPackages[0]: use pkgs.libva",
        "nix.package: use pkgs.lix",
        "programs.git.package: use a package, such as pkgs.git",
      ]
    `);
  });

  it("is a path for a shell, but not for a package", () => {
    const users = (shell: string): NixosConfig => ({ users: { users: { me: { shell } } } });
    expect(fixes(users("zsh"))).toEqual(["users.users.me.shell: use pkgs.zsh"]);
    expect(fixes(users("/run/current-system/sw/bin/zsh"))).toEqual([]);
    expect(fixes({ users: { defaultUserShell: "fish" } })).toEqual(["users.defaultUserShell: use pkgs.fish"]);
    expect(fixes({ environment: { shells: ["/bin/sh", "zsh"] } })).toEqual(["environment.shells[1]: use pkgs.zsh"]);
    expect(fixes({ programs: { git: { package: "/usr/bin/git" } } })).toEqual([
      "programs.git.package: use a package, such as pkgs.git",
    ]);
  });

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

  it("is found in the properties of constructs", () => {
    const made = reported((iso) => new InstallerTools(iso, "tools", { packages: ["git"], git: "none" }), "25.11");
    expect(made).toContain("error[text-not-package]: dotfiles/iso/tools: environment.systemPackages[0] is text");
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

describe("text where a file is meant", () => {
  it("is rejected with nix.file", () => {
    expect(report({ environment: { etc: { motd: { source: "./motd" } } } })).toMatchInlineSnapshot(`
      "error[text-not-path]: dotfiles/iso/m: environment.etc.motd.source is text, but NixOS expects a path
        value: "./motd"
        why:   NixOS accepts text as a path only if it begins with a slash
        fix:   use nix.file("./motd")
        docs:  https://cdknix.example/errors/text-not-path"
    `);
    const make = (source: string): string =>
      reported((iso) => new IsoImage(iso, "image", { contents: [{ source, target: "/README.md" }] }));
    expect(make("./README.md")).toMatchInlineSnapshot(`
      "error[text-not-path]: dotfiles/iso/image: isoImage.contents[0].source is text, but NixOS expects a path
        value: "./README.md"
        why:   NixOS accepts text as a path only if it begins with a slash
        fix:   use nix.file("./README.md")
        docs:  https://cdknix.example/errors/text-not-path"
    `);
    expect(make("/nix/store/00000000000000000000000000000000-readme")).toBe("");
  });

  it("is rejected where NixOS takes other text", () => {
    expect(fixes({ console: { font: "./f.psf", keyMap: "../my.map" } })).toEqual([
      'console.font: use nix.file("./f.psf")',
      'console.keyMap: use nix.file("../my.map")',
    ]);
    const commands = { ExecStartPre: ["./prepare.sh"], ExecStart: "pkgs.hello/bin/hello", ExecStop: "./stop.sh --now" };
    expect(fixes({ systemd: { services: { x: { serviceConfig: commands } } } })).toEqual([
      'systemd.services.x.serviceConfig.ExecStartPre[0]: use nix.file("./prepare.sh")',
      "systemd.services.x.serviceConfig.ExecStart: use nix.str`${pkgs.hello}/bin/hello`",
      "systemd.services.x.serviceConfig.ExecStop: use a path that begins with a slash",
    ]);
    const made = reported((iso) => new ConsoleConfig(iso, "console", { font: "./f.psf" }), "25.11");
    expect(made).toContain("error[text-not-path]: dotfiles/iso/console: console.font is text");
  });

  it("is not copied if it is a secret", () => {
    expect(fixes({ services: { vaultwarden: { environmentFile: "./secrets.env" } } })).toMatchInlineSnapshot(`
      [
        "services.vaultwarden.environmentFile: use a path on the machine, such as "/run/secrets/name": anyone with the image can read files in the flake",
      ]
    `);
  });

  it("names what was probably meant", () => {
    expect(
      fixes({
        environment: { etc: { a: { source: "motd" }, b: { source: "./files/" }, c: { source: "~/motd" } } },
        users: { users: { me: { openssh: { authorizedKeys: { keyFiles: ["../me.pub"] } } } } },
        boot: { loader: { grub: { extraFiles: { "x.efi": "${pkgs.hello}/x.efi" } } } },
        isoImage: { storeContents: ["hello"] },
      }),
    ).toMatchInlineSnapshot(`
      [
        "environment.etc.a.source: use nix.file("./motd") for a file of the project, or begin the path with a slash",
        "environment.etc.b.source: use nix.directory("./files/")",
        "environment.etc.c.source: use a path that begins with a slash",
        "users.users.me.openssh.authorizedKeys.keyFiles[0]: use nix.file("../me.pub")",
        "boot.loader.grub.extraFiles."x.efi": use nix.str\`\${pkgs.hello}/x.efi\`",
        "isoImage.storeContents[0]: use pkgs.hello",
      ]
    `);
  });

  it.each<[string, NixosConfig]>([
    ["absolute paths", { environment: { etc: { a: { source: "/etc/static/a" } } } }],
    ["interpolations", { environment: { etc: { a: { source: nix.str`${pkgs.hello}/a` } } } }],
    ["paths", { environment: { etc: { a: { source: nix.path("./a") } } } }],
    ["store paths", { environment: { systemPackages: ["/nix/store/00000000000000000000000000000000-x"] } }],
    [
      "options that take text as well",
      { systemd: { services: { x: { script: "./x" } } }, environment: { shellAliases: { b: "./b" } } },
    ],
    ["directories in the search path of a service", { systemd: { services: { x: { path: ["/run/wrappers"] } } } }],
    ["specifiers of systemd", { systemd: { user: { services: { x: { path: ["%h/.local"] } } } } }],
    ["functions", { nixpkgs: { overlays: [nix.fn(["final", "prev"], {}), nix.raw("final: prev: { }")] } }],
    ["imported files", { nixpkgs: { overlays: [nix.import(nix.path("./default.nix"))] } }],
    ["directories of rules", { services: { udev: { packages: [nix.path("./default.nix")] } } }],
    [
      "commands of services",
      { systemd: { services: { x: { serviceConfig: { ExecStart: "-/bin/sh -c 'exit 1'" } } } } },
    ],
    ["names of keymaps", { console: { font: "ter-v18n", keyMap: "us" } }],
    ["options that NixOS does not have", { services: { mine: { package: "git" } } }],
    ["values that only Nix can evaluate", { environment: { systemPackages: nix.raw('[ "git" ]') } }],
  ])("does not concern %s", (_, config) => {
    expect(fixes(config)).toEqual([]);
  });
});
