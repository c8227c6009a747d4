import {
  ConsoleConfig,
  InstallerTools,
  IsoImage,
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

  it("is found in the properties of constructs", () => {
    const made = reported((iso) => new InstallerTools(iso, "tools", { packages: ["git"], git: "none" }), "25.11");
    expect(made).toContain("error[text-not-package]: dotfiles/iso/tools: environment.systemPackages[0] is text");
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
