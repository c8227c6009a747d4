import {
  BootConfig,
  ConsoleConfig,
  Host,
  LiveFixes,
  nix,
  NixosModule,
  NixpkgsConfig,
  pkgs,
  SpaceSaver,
  type LiveFixesProps,
  type NixValue,
  type SpaceSaverProps,
} from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { moduleText, program, reported, type Program } from "./support";

describe("SpaceSaver", () => {
  const text = (props: SpaceSaverProps): string => moduleText((iso) => new SpaceSaver(iso, "space", props));

  it("removes everything by default", () => {
    expect(text({})).toMatchInlineSnapshot(`
     "{ lib, ... }:
     {
       documentation = {
         # mkForce: the installer profile sets this at priority 60
         enable = lib.mkForce false;
         # mkForce: the installer profile sets this at priority 60
         nixos.enable = lib.mkForce false;
         doc.enable = false;
         man.enable = false;
         info.enable = false;
       };

       system = {
         installer.channel.enable = false;
         # mkForce: a plain [ ] would leave the build tools for installing without network in
         extraDependencies = lib.mkForce [ ];
       };

       # mkForce: a plain [ ] would leave the packages that nobody asked for in
       environment.defaultPackages = lib.mkForce [ ];
     }
     "
    `);
  });

  it.each([
    ["documentation", "doc.enable"],
    ["manPages", "man.enable"],
    ["channel", "installer.channel"],
    ["extraDependencies", "extraDependencies"],
    ["defaultPackages", "defaultPackages"],
  ])("keeps %s on request", (property, option) => {
    expect(text({})).toContain(option);
    expect(text({ [property]: true })).not.toContain(option);
  });

  it("keeps documentation enabled as a whole if any part of it is kept", () => {
    expect(text({ manPages: true })).not.toContain("    enable = lib.mkForce false;");
    expect(text({ info: true })).toContain("info.enable = true;");
  });
});

describe("the index of manual pages", () => {
  it.each([
    ["25.11", "man.generateCaches = true;"],
    ["26.05", "man.cache.enable = true;"],
  ] as const)("is turned on by the option of %s", (release, line) => {
    const text = (manCache?: boolean): string =>
      moduleText(
        (iso) => new SpaceSaver(iso, "space", { manPages: true, ...(manCache === undefined ? {} : { manCache }) }),
        release,
      );
    expect(text(true)).toContain(line);
    expect(text(false)).toContain(line.replace("true", "false"));
    expect(text()).not.toContain(line.slice(0, 8));
  });
});

describe("ConsoleConfig", () => {
  it("finds Terminus fonts in their package, and accepts other fonts by name or path", () => {
    const font = (value: NixValue): string => moduleText((iso) => new ConsoleConfig(iso, "console", { font: value }));
    expect(font("ter-d18n")).toContain('console.font = "${pkgs.terminus_font}/share/consolefonts/ter-d18n.psf.gz";');
    expect(font("Lat2-Terminus16")).toContain('console.font = "Lat2-Terminus16";');
    expect(font(nix.str`${pkgs.spleen}/share/consolefonts/spleen-8x16.psfu`)).toContain("${pkgs.spleen}/share");
  });

  it("sets the keymap, and sets up the console early on request", () => {
    expect(moduleText((iso) => new ConsoleConfig(iso, "console", { keyMap: "de-latin1", earlySetup: true })))
      .toMatchInlineSnapshot(`
     "{
       console = {
         keyMap = "de-latin1";
         earlySetup = true;
       };
     }
     "
    `);
  });

  it("accepts a keymap as a file", () => {
    const keyMap = nix.file("./package.json");
    expect(moduleText((iso) => new ConsoleConfig(iso, "console", { keyMap }))).toContain(
      "console.keyMap = ../../files/",
    );
    const inText = reported((iso) => new ConsoleConfig(iso, "console", { keyMap: "./my.map" }));
    expect(inText).toContain('nix.file("./my.map")');
    expect(inText).not.toContain("[key-map]");
    expect(reported((iso) => new ConsoleConfig(iso, "console", { keyMap: "" }))).toContain('such as "us"');
  });

  it.each(["en", "gb", "german", "qqq"])("rejects the keymap %s", (keyMap) => {
    expect(reported((iso) => new ConsoleConfig(iso, "console", { keyMap }))).toMatchSnapshot();
  });

  it("rejects unknown Terminus fonts", () => {
    expect(reported((iso) => new ConsoleConfig(iso, "console", { font: "ter-18" }))).toMatchInlineSnapshot(`
     "error[console-font]: dotfiles/iso/console: there is no Terminus font named "ter-18"
       value: "ter-18"
       why:   a name consists of ter-, a letter for the character set, the height, and n (normal), b (bold), or v (bright bold)
       fix:   use a name such as "ter-v16n" or "ter-d18n"
       docs:  https://cdknix.example/errors/console-font"
    `);
  });
});

describe("LiveFixes", () => {
  it("applies the fixes that every live system needs", () => {
    expect(moduleText((iso) => new LiveFixes(iso, "fixes"))).toMatchInlineSnapshot(`
     "{
       system.switch.enable = false;

       security.pam.loginLimits = [
         {
           domain = "*";
           item = "nofile";
           type = "-";
           value = "65536";
         }
         {
           domain = "root";
           item = "nofile";
           type = "-";
           value = "65536";
         }
       ];

       boot.swraid.mdadmConf = "MAILADDR root";
     }
     "
    `);
  });

  it("replaces sudo with run0, using the options of each release", () => {
    const text = (release: "26.05" | "unstable"): string =>
      moduleText(
        (iso) => new LiveFixes(iso, "fixes", { run0: true, openFiles: null, mdadmMailAddress: null }),
        release,
      );
    expect(text("26.05")).toMatchInlineSnapshot(`
     "{
       system.switch.enable = false;

       security = {
         sudo.enable = false;
         run0 = {
           wheelNeedsPassword = false;
           enableSudoAlias = true;
         };
       };
     }
     "
    `);
    expect(text("unstable")).toContain("enable = true;");
  });

  it("omits each fix on request", () => {
    const text = moduleText(
      (iso) => new LiveFixes(iso, "fixes", { switchToConfiguration: true, openFiles: null, mdadmMailAddress: null }),
    );
    expect(text).toBe("{ }\n");
  });

  it("sets the address of mdadm only where RAID is enabled", () => {
    const text = (make: (made: Program) => unknown, props: LiveFixesProps = {}): string => {
      const made = program();
      make(made);
      new LiveFixes(made.iso, "fixes", props);
      return FlakeAssertions.fromApp(made.app).file("dotfiles/modules/iso/fixes.nix");
    };
    const withoutRaid = ({ iso }: Program): unknown => new BootConfig(iso, "boot");
    const withRaid = ({ iso }: Program): unknown => new BootConfig(iso, "boot", { raid: true });
    const onOneHost = ({ flake, iso, host }: Program): void => {
      new BootConfig(host, "boot");
      new Host(flake, "server", { class: iso, system: "x86_64-linux" });
    };
    expect(text(() => undefined)).toContain('mdadmConf = "MAILADDR root";');
    expect(text(withRaid)).toContain('mdadmConf = "MAILADDR root";');
    expect(text(withoutRaid)).not.toContain("mdadm");
    expect(text(onOneHost)).toContain('mdadmConf = lib.mkIf config.boot.swraid.enable "MAILADDR root";');
    // A module of the program can disable RAID too.
    for (const enable of [false, nix.force(false)]) {
      const disabled = ({ iso }: Program): unknown =>
        new NixosModule(iso, "m", { config: { boot: { swraid: { enable } } } });
      expect(text(disabled)).not.toContain("mdadm");
      expect(
        reported((iso) => {
          new LiveFixes(iso, "fixes");
          disabled({ iso } as Program);
        }),
      ).not.toContain("mdadm-conf-without-raid");
    }
    expect(text(withoutRaid, { mdadmMailAddress: "admin" })).toContain('mdadmConf = "MAILADDR admin";');
    const report = reported((iso) => {
      new BootConfig(iso, "boot");
      new LiveFixes(iso, "fixes", { mdadmMailAddress: "admin" });
    });
    expect(report).toContain("warning[mdadm-conf-without-raid]: dotfiles/iso/fixes: boot.swraid.mdadmConf is ignored");
  });

  it("rejects invalid limits and addresses", () => {
    expect(reported((iso) => new LiveFixes(iso, "fixes", { openFiles: 10, mdadmMailAddress: "a b" })))
      .toMatchInlineSnapshot(`
     "error[open-files]: dotfiles/iso/fixes: openFiles must be a whole number of at least 1024
       value: 10
       fix:   remove it, or use a number such as 65536
       docs:  https://cdknix.example/errors/open-files

     error[mail-address]: dotfiles/iso/fixes: mdadmMailAddress is not a single mail address
       value: "a b"
       fix:   use an address such as "root" or "admin@example.org"
       docs:  https://cdknix.example/errors/mail-address"
    `);
  });
});

describe("NixpkgsConfig", () => {
  it("allows nothing by default", () => {
    expect(moduleText((iso) => new NixpkgsConfig(iso, "nixpkgs"))).toMatchInlineSnapshot(`
     "{
       nixpkgs.config = {
         allowUnfree = false;
         allowBroken = false;
       };
     }
     "
    `);
  });

  it("writes every property to its option", () => {
    expect(
      moduleText(
        (iso) =>
          new NixpkgsConfig(iso, "nixpkgs", {
            unfree: true,
            broken: true,
            permittedInsecurePackages: ["openssl-1.1.1w"],
            overlays: [nix.raw("final: prev: { hello = prev.hello; }")],
          }),
      ),
    ).toMatchInlineSnapshot(`
     "{
       nixpkgs = {
         config = {
           allowUnfree = true;
           allowBroken = true;
           permittedInsecurePackages = [ "openssl-1.1.1w" ];
         };
         overlays = [ (final: prev: { hello = prev.hello; }) ];
       };
     }
     "
    `);
  });
});
