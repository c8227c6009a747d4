import { App, Compression, Flake, Nixpkgs, pkgs, Size } from "cdknix";
import { reportOf } from "../support";
import { reported } from "./unchecked";

describe("a property written as in NixOS, or misspelt", () => {
  it("is refused with its name here: kernelParams", () => {
    expect(reported("BootConfig", { kernelParams: ["console=ttyS0"] })).toMatchInlineSnapshot(`
      "error[unknown-property]: dotfiles/h/tested: BootConfig has no property "kernelParams"
        value: ["console=ttyS0"]
        why:   the property for boot.kernelParams is kernelParameters
        fix:   did you mean kernelParameters?"
    `);
  });

  it("is refused with its name here: volumeID and compresion", () => {
    expect(reported("IsoImage", { volumeID: "ABC", compresion: Compression.zstd(6) })).toMatchInlineSnapshot(`
      "error[unknown-property]: dotfiles/h/tested: IsoImage has no property "volumeID"
        value: "ABC"
        why:   the property for isoImage.volumeID is volumeId
        fix:   did you mean volumeId?

      error[unknown-property]: dotfiles/h/tested: IsoImage has no property "compresion"
        value: an instance of Compression
        fix:   did you mean compression?"
    `);
  });

  it("is refused without errors that follow from it: authorizedKey", () => {
    expect(reported("SshAccess", { authorizedKey: ["ssh-ed25519 AAAA"] })).toMatchInlineSnapshot(`
      "error[unknown-property]: dotfiles/h/tested: SshAccess has no property "authorizedKey"
        value: ["ssh-ed25519 AAAA"]
        fix:   did you mean authorizedKeys?"
    `);
  });

  it("is refused: confg", () => {
    expect(reported("NixosModule", { confg: { services: { fstrim: { enable: true } } } })).toMatchInlineSnapshot(`
      "error[unknown-property]: dotfiles/h/tested: NixosModule has no property "confg"
        value: { services: { fstrim: {…} } }
        fix:   did you mean config?"
    `);
  });

  it("is refused instead of the missing property: sytem", () => {
    expect(reported("Host", { sytem: "x86_64-linux" })).toMatchInlineSnapshot(`
      "error[unknown-property]: dotfiles/tested: Host has no property "sytem"
        value: "x86_64-linux"
        fix:   did you mean system?"
    `);
  });

  it.each([
    ["IsoImage", "isoName", 'remove it, or replace the value with addOverride("image.baseName", …)'],
    ["IsoImage", "squashfsCompression", "did you mean compression?"],
    ["IsoImage", "appendToMenuLabel", "did you mean menuLabel?"],
    ["NixSettings", "substituters", "did you mean caches[].url?"],
    ["NixSettings", "trusted-public-keys", "did you mean caches[].publicKey?"],
    ["NixSettings", "experimental-features", "did you mean flakes?"],
    ["NixSettings", "nix.settings.log-lines", "did you mean logLines?"],
    ["SshAccess", "keys", "did you mean authorizedKeys?"],
    ["SshAccess", "PermitRootLogin", "did you mean rootLogin?"],
    ["SshAccess", "initialHashedPassword", "did you mean passwordHash?"],
    ["BootConfig", "supportedFilesystems", "did you mean filesystems?"],
    ["BootConfig", "swraid", "did you mean raid?"],
    ["BootConfig", "timeout", "did you mean menuTimeout?"],
    ["BootConfig", "kernelParms", "did you mean kernelParameters?"],
    ["NixpkgsConfig", "allowUnfree", "did you mean unfree?"],
    ["ConsoleConfig", "keymap", "did you mean keyMap?"],
    ["HostClass", "system", "remove it"],
  ])("suggests the right form: %s %s", (construct, name, fix) => {
    expect(reported(construct, { [name]: "x" })).toContain(`\n  fix:   ${fix}`);
  });

  it("lists the properties if none is similar", () => {
    expect(reported("ConsoleConfig", { serialSpeed: 9600 })).toMatchInlineSnapshot(`
      "error[unknown-property]: dotfiles/h/tested: ConsoleConfig has no property "serialSpeed"
        value: 9600
        fix:   use one of font, keyMap, earlySetup; set other options with addOverride"
    `);
  });
});

describe("mistakes in nested objects", () => {
  it("are refused with their path", () => {
    expect(
      reported("NixSettings", { caches: [{ url: "https://a.example", key: "a:b" }, { url: 1 }, "https://b.example"] }),
    ).toMatchInlineSnapshot(`
      "error[unknown-property]: dotfiles/h/tested: caches[0] of NixSettings has no property "key"
        value: "a:b"
        fix:   did you mean publicKey?

      error[property-type]: dotfiles/h/tested: caches[1].url must be a string
        value: 1
        fix:   write url: "1"

      error[property-type]: dotfiles/h/tested: caches[2] must be an object with url and publicKey
        value: "https://b.example"
        fix:   write { url: …, publicKey: … }"
    `);
    expect(reported("IsoImage", { contents: [{ source: pkgs.hello, targt: "/x" }], embedFlake: { dir: "." } }))
      .toMatchInlineSnapshot(`
      "error[unknown-property]: dotfiles/h/tested: contents[0] of IsoImage has no property "targt"
        value: "/x"
        fix:   did you mean target?

      error[unknown-property]: dotfiles/h/tested: embedFlake of IsoImage has no property "dir"
        value: "."
        fix:   did you mean directory?"
    `);
    expect(
      reported("Flake", {
        nixpkgs: Nixpkgs.release("25.05"),
        inputs: { disko: { ulr: "github:nix-community/disko" } },
      }),
    ).toMatchInlineSnapshot(`
      "error[unknown-property]: tested: inputs.disko of Flake has no property "ulr"
        value: "github:nix-community/disko"
        fix:   did you mean url?"
    `);
  });

  it("are refused where an object has one of several forms", () => {
    expect(
      reported("InstallerTools", {
        scripts: { empty: {}, both: { text: "a", file: "b" }, misspelt: { txt: "a" }, text: "echo" },
      }),
    ).toMatchInlineSnapshot(`
      "error[missing-property]: dotfiles/h/tested: scripts.empty of InstallerTools requires the property text or file
        fix:   set scripts.empty.text or scripts.empty.file to a string

      error[property-conflict]: dotfiles/h/tested: scripts.both of InstallerTools has text and file, which exclude each other
        fix:   keep one of them

      error[unknown-property]: dotfiles/h/tested: scripts.misspelt of InstallerTools has no property "txt"
        value: "a"
        fix:   did you mean text?

      error[property-type]: dotfiles/h/tested: scripts.text must be an object with text or an object with file
        value: "echo"
        fix:   write text: { text: … }"
    `);
  });

  it("are refused in inputs that are added later", () => {
    const app = new App();
    const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("25.05") });
    flake.addInput("disko", { ulr: "github:nix-community/disko" } as never);
    expect(reportOf(app)).toContain('inputs.disko of Flake has no property "ulr"');
  });
});

describe("values of another type", () => {
  it("are refused all at once, with the right form", () => {
    expect(
      reported("BootConfig", {
        kernelParameters: "quiet",
        copyToRam: "true",
        raid: null,
        menuTimeout: "3",
        consoleLogLevel: pkgs.hello,
        filesystems: { only: ["vfat"], without: ["zfs"] },
        unknown: undefined,
      }),
    ).toMatchInlineSnapshot(`
      "error[unknown-property]: dotfiles/h/tested: BootConfig has no property "unknown"
        value: undefined
        fix:   use one of kernelParameters, copyToRam, raid, filesystems, menuTimeout, consoleLogLevel, kernelPackages, systemdStage1, zram; set other options with addOverride

      error[property-type]: dotfiles/h/tested: kernelParameters must be a list of strings
        value: "quiet"
        fix:   write kernelParameters: ["quiet"]

      error[property-type]: dotfiles/h/tested: copyToRam must be true or false
        value: "true"
        fix:   write copyToRam: true

      error[property-type]: dotfiles/h/tested: raid must be true or false
        value: null
        fix:   omit it

      error[property-conflict]: dotfiles/h/tested: filesystems of BootConfig has only and without, which exclude each other
        fix:   keep one of them

      error[property-type]: dotfiles/h/tested: menuTimeout must be a number or null
        value: "3"
        fix:   write menuTimeout: 3

      error[property-type]: dotfiles/h/tested: consoleLogLevel must be a number
        value: a Nix expression
        why:   this property is checked before Nix runs, so it cannot be a Nix expression"
    `);
  });

  it("are refused with the other errors of the construct", () => {
    const report = reported("BootConfig", { kernelParameters: ["a b", 1], consoleLogLevel: 9 });
    expect(report.match(/^error\[.*?\]/gm)).toEqual([
      "error[property-type]",
      "error[kernel-parameter]",
      "error[console-log-level]",
    ]);
  });

  it("are refused with what makes the right one", () => {
    expect(reported("Flake", { nixpkgs: "25.05" })).toMatchInlineSnapshot(`
      "error[property-type]: tested: nixpkgs must be a Nixpkgs
        value: "25.05"
        fix:   use Nixpkgs.release(…) or Nixpkgs.ref(…)"
    `);
    expect(reported("IsoImage", { compression: "zstd", maxSize: 700 })).toMatchInlineSnapshot(`
      "error[property-type]: dotfiles/h/tested: compression must be a Compression
        value: "zstd"
        fix:   use Compression.zstd(…), Compression.xz(…), Compression.gzip(…), Compression.lz4(…), or Compression.none(…)

      error[property-type]: dotfiles/h/tested: maxSize must be a Size
        value: 700
        fix:   use Size.bytes(…), Size.kibibytes(…), Size.mebibytes(…), Size.gibibytes(…), or Size.tebibytes(…)"
    `);
    expect(reported("InstallerTools", { git: "minmal" })).toMatchInlineSnapshot(`
      "error[property-type]: dotfiles/h/tested: git must be "minimal", "full", or "none"
        value: "minmal"
        fix:   did you mean "minimal"?"
    `);
    expect(reported("Host", { system: "x86_64-linux", class: "iso" })).toMatchInlineSnapshot(`
      "error[property-type]: dotfiles/tested: class must be a HostClass
        value: "iso"
        fix:   use new HostClass(…)"
    `);
  });

  it("are refused in objects with arbitrary names, undefined included", () => {
    expect(reported("Flake", { nixpkgs: Nixpkgs.release("25.05"), inputs: { disko: undefined } }))
      .toMatchInlineSnapshot(`
      "error[property-type]: tested: inputs.disko must be a string or an object with url
        value: undefined
        fix:   write disko: { url: … }"
    `);
  });

  it("are refused in place of the properties", () => {
    expect(reported("BootConfig", ["quiet"])).toMatchInlineSnapshot(`
      "error[property-type]: dotfiles/h/tested: the properties of BootConfig must be an object
        value: ["quiet"]"
    `);
  });
});

type Untyped = (...args: readonly unknown[]) => Nixpkgs;

describe("arguments of what makes a value", () => {
  it.each([
    [Nixpkgs.ref("github:me/nixpkgs", {} as never), "Nixpkgs.ref requires the release"],
    [Nixpkgs.release(24.1 as never), "unknown NixOS release 24.1"],
    [Nixpkgs.release(25.05 as never), 'write it as a string: "25.05"'],
    [Nixpkgs.ref("github:me/nixpkgs", { rev: "abc", release: "25.05" } as never), 'Nixpkgs.ref has no property "rev"'],
    [Nixpkgs.ref(5 as never, { release: "25.05" }), 'the argument "reference" of Nixpkgs.ref must be a string'],
    [(Nixpkgs.release as Untyped)("25.05", { rev: "abc" }), "Nixpkgs.release takes at most 1 argument"],
  ])("are refused for nixpkgs", (nixpkgs, text) => {
    expect(reported("Flake", { nixpkgs })).toContain(text);
  });

  it.each([
    [{ compression: Compression.lz4({ hihg: false } as never) }, 'Compression.lz4 has no property "hihg"'],
    [{ compression: Compression.lz4({ high: "no" } as never) }, "high must be true or false"],
    [{ compression: Compression.zstd("19" as never) }, 'the argument "level" of Compression.zstd must be a number'],
    [{ maxSize: Size.mebibytes("700" as never) }, 'the argument "amount" of Size.mebibytes must be a number'],
  ])("are refused for images", (props, text) => {
    expect(reported("IsoImage", props)).toContain(text);
  });
});

describe("missing properties", () => {
  it("are refused, and the constructor does not fail", () => {
    expect(reported("Flake", {})).toMatchInlineSnapshot(`
      "error[missing-property]: tested: Flake requires the property nixpkgs
        fix:   set nixpkgs to Nixpkgs.release(…) or Nixpkgs.ref(…)"
    `);
    expect(reported("Host", {})).toMatchInlineSnapshot(`
      "error[missing-property]: dotfiles/tested: Host requires the property system
        fix:   set system to "x86_64-linux" or "aarch64-linux""
    `);
    expect(reported("FlakePackage", undefined)).toMatchInlineSnapshot(`
      "error[missing-property]: dotfiles/h/tested: FlakePackage requires the property expression
        fix:   set expression to a Nix value"
    `);
    expect(reported("InstallerScript", { runtimeInputs: [] })).toMatchInlineSnapshot(`
      "error[missing-property]: dotfiles/h/tested: InstallerScript requires the property text or file
        fix:   set text or file to a string"
    `);
  });
});
