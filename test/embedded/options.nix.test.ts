import { App, BootConfig, Flake, HostClass, LiveFixes, Nixpkgs, SpaceSaver, type Release } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { OfflineBase } from "./evaluate";

// The expectations were evaluated on real NixOS; the offline base must behave the same.
let base: OfflineBase;
const drv = "builtins.substring 0 11 c.system.build.isoImage.drvPath";

beforeAll(async () => {
  base = await OfflineBase.make();
});

describe("the kernel of the offline base", () => {
  it("has the name of its own version, and no other", async () => {
    const version = await base.evaluate("25.05", "{ }", "c.boot.kernelPackages.kernel.version");
    const named = (branch: string): Promise<unknown> =>
      base.evaluate(
        "25.05",
        `{ boot.kernelPackages = pkgs.linuxPackages_${branch}; }`,
        "c.boot.kernelPackages.kernel.version",
      );
    const own = String(version).split(".").slice(0, 2).join("_");
    expect(await named(own)).toBe(version);
    for (const other of ["6_1", "6_12"].filter((branch) => branch !== own)) {
      expect(await named(other)).toContain(`has no package \`linuxPackages_${other}'`);
    }
  });
});

describe("the installer profile of the offline base", () => {
  it.each(["24.05", "24.11", "25.05", "25.11", "26.05", "unstable"])("evaluates for release %s", async (release) => {
    expect(await base.evaluate(release, "{ }", drv)).toBe("/nix/store/");
  });

  it.each([
    ["24.05", '{ isoImage.isoName = lib.mkImageMediaOverride "x.iso"; }', "c.isoImage.isoName", "x.iso"],
    ["25.05", '{ image.baseName = lib.mkImageMediaOverride "x"; }', "c.image.fileName", "x.iso"],
    ["24.05", "{ documentation.enable = false; }", "c.documentation.enable", true],
    ["24.05", "{ documentation.enable = lib.mkForce false; }", "c.documentation.enable", false],
    [
      "25.05",
      '{ services.openssh.settings.PermitRootLogin = "no"; }',
      "c.services.openssh.settings.PermitRootLogin",
      "no",
    ],
    ["24.05", '{ boot.supportedFilesystems = [ "exfat" ]; }', "c.boot.supportedFilesystems.btrfs", true],
    [
      "24.05",
      "{ boot.supportedFilesystems = lib.mkForce { vfat = true; }; }",
      "c.boot.supportedFilesystems",
      { vfat: true },
    ],
    ["24.05", "{ system.extraDependencies = [ ]; }", "builtins.length c.system.extraDependencies > 0", true],
    ["24.05", "{ system.extraDependencies = lib.mkForce [ ]; }", "builtins.length c.system.extraDependencies", 0],
  ])("behaves like NixOS %s: %s", async (release, module, expression, expected) => {
    expect(await base.evaluate(release, module, expression)).toEqual(expected);
  });

  it.each([
    ["24.05", '{ isoImage.isoName = "x.iso"; }', "c.isoImage.isoName"],
    ["25.05", '{ image.baseName = "x"; }', "c.image.baseName"],
    ["24.05", "{ documentation.enable = lib.mkImageMediaOverride false; }", "c.documentation.enable"],
    ["24.05", "{ boot.swraid.enable = false; }", "c.boot.swraid.enable"],
    ["24.05", "{ boot.loader.timeout = 3; }", "c.boot.loader.timeout"],
    ["24.05", '{ services.openssh.settings.PermitRootLogin = "no"; }', "c.services.openssh.settings.PermitRootLogin"],
  ])("reports the same conflict as NixOS %s: %s", async (release, module, expression) => {
    const said = await base.evaluate(release, module, expression);
    expect(said).toMatch(/The option `[\w.]+' has conflicting definition values:\n\s+- In `/);
    expect(said).toContain("user.nix");
    expect(said).toContain("Use `lib.mkForce value` or `lib.mkDefault value` to change the priority");
  });

  it.each([
    ["24.05", '{ image.baseName = "x"; }', "image"],
    ["24.05", "{ system.tools.nixos-install.enable = true; }", "system.tools"],
    ["24.05", "{ services.nginx.enable = true; }", "services.nginx"],
  ])("suggests NixOS for an unsupported option on %s: %s", async (release, module, option) => {
    const said = await base.evaluate(release, module, drv);
    expect(said).toMatch(new RegExp(`The option \`${option.replace(".", "\\.")}[\\w.]*' does not exist`));
    expect(said).toContain("offline base");
    expect(said).toContain(`--nixpkgs github:NixOS/nixpkgs/nixos-${release}`);
  });

  it.each([
    ['{ networking.hostName = "bad.host"; }', "c.networking.hostName", /is not of type `string matching/],
    ['{ isoImage.volumeID = "a23456789012345678901234567890123"; }', drv, /32/],
    ['{ boot.consoleLogLevel = "high"; }', "c.boot.consoleLogLevel", /is not of type `signed integer'/],
    ['{ boot.supportedFilesystems = [ "bcachefs" ]; }', drv, /bcachefs/],
    ["{ boot.loader.systemd-boot.enable = true; }", drv, /systemd-boot/],
    ["{ environment.systemPackages = [ pkgs.zfs ]; }", drv, /zfs/],
    ['{ fileSystems."/x".device = "/y"; }', drv, /fileSystems/],
    ['{ users.users.nixos.password = "x"; }', drv, /password/],
    ['{ assertions = [ { assertion = false; message = "no good"; } ]; }', drv, /Failed assertions:\n\s*- no good/],
    ['{ isoImage.squashfsCompression = "bzip7"; }', drv, /bzip7/],
  ])("rejects with a reason: %s", async (module, expression, reason) => {
    expect(await base.evaluate("24.05", module, expression)).toMatch(reason);
  });

  it.each([
    ["26.05", "run0.enableSudoAlias = true;", /security\.run0\.enableSudoAlias: the image has sudo, but not polkit/],
    ["26.05", "run0.wheelNeedsPassword = false;", /security\.run0\.wheelNeedsPassword: the image has sudo/],
    ["26.05", "run0.enable = true;", /The option `security\.run0\.enable' does not exist/],
    ["unstable", "run0.enable = true;", /security\.run0\.enable: the image has sudo/],
    ["25.11", "run0.enableSudoAlias = true;", /The option `security\.run0[\w.]*' does not exist/],
  ])("rejects run0 with a reason if NixOS %s has it: %s", async (release, security, reason) => {
    expect(await base.evaluate(release, `{ security.${security} }`, drv)).toMatch(reason);
  });

  it.each<[Release, string, (iso: HostClass) => unknown, RegExp]>([
    ["26.05", "run0", (iso) => new LiveFixes(iso, "it", { run0: true }), /- security\.run0\.enableSudoAlias: /],
    ["unstable", "run0", (iso) => new LiveFixes(iso, "it", { run0: true }), /- security\.run0\.enable: /],
    ["25.11", "manCache", manCache, /- documentation\.man\.generateCaches: the image has no index/],
    [
      "24.05",
      "zram",
      (iso) => new BootConfig(iso, "it", { zram: true }),
      /- zramSwap\.enable: the image has no zram-g/,
    ],
    ["26.05", "manCache", manCache, /- documentation\.man\.cache\.enable: the image has no index/],
  ])("rejects on %s the settings that constructs emit: %s", async (release, _, make, reason) => {
    expect(await base.evaluate(release, emitted(release, make), drv)).toMatch(reason);
  });

  it.each<Release>(["24.05", "25.11", "26.05", "unstable"])("accepts their other settings on %s", async (release) => {
    const fixes = emitted(release, (iso) => new LiveFixes(iso, "it"));
    const space = emitted(release, (iso) => new SpaceSaver(iso, "it", { manPages: true, manCache: false }));
    expect(await base.evaluate(release, `lib.mkMerge [ ${fixes} ${space} ]`, drv)).toBe("/nix/store/");
  });

  it.each(["graphical-gnome", "minimal-new-kernel"])(
    "rejects the installer profile %s with a reason",
    async (profile) => {
      const module = `{ imports = [ "\${modulesPath}/installer/cd-dvd/installation-cd-${profile}.nix" ]; }`;
      const said = await base.evaluate("24.05", "{ }", drv, module);
      expect(said).toContain(
        `The installer profile \`${profile}' is not available: the offline base has only \`minimal'.`,
      );
    },
  );

  it.each([
    ["broken = true;", "marked as broken", "{ nixpkgs.config.allowBroken = true; }"],
    ["license = lib.licenses.unfree;", "has an unfree license", "{ nixpkgs.config.allowUnfree = true; }"],
  ])("rejects a package with meta.%s unless the configuration allows it", async (meta, words, allowance) => {
    const module = (config: string): string => `lib.mkMerge [ ${config} {
      environment.systemPackages = [ (pkgs.jq.overrideAttrs (o: { meta = o.meta // { ${meta} }; })) ];
    } ]`;
    expect(await base.evaluate("24.05", module("{ }"), drv)).toContain(words);
    expect(await base.evaluate("24.05", module(allowance), drv)).toBe("/nix/store/");
  });
});

function manCache(iso: HostClass): unknown {
  return new SpaceSaver(iso, "it", { manPages: true, manCache: true });
}

/** The definitions that a construct writes for a release, as a set. */
function emitted(release: Release, make: (iso: HostClass) => unknown): string {
  const app = new App();
  make(new HostClass(new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release(release) }), "iso"));
  const text = FlakeAssertions.fromApp(app).files["dotfiles/modules/iso/it.nix"] ?? "";
  return `(let m = ${text}; in if builtins.isFunction m then m { inherit config lib pkgs; } else m)`;
}
