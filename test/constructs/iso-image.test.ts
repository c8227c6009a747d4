import { App, Compression, Flake, Host, IsoImage, Nixpkgs, pkgs, releases, type HostClass } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { moduleText, program, reported } from "./support";

describe("IsoImage", () => {
  it("names the image with the option that each release uses", () => {
    expect(moduleText((iso) => new IsoImage(iso, "image"), "24.05")).toMatchInlineSnapshot(`
     "{
       config,
       lib,
       modulesPath,
       pkgs,
       ...
     }:
     {
       imports = [ "\${modulesPath}/installer/cd-dvd/installation-cd-minimal.nix" ];

       isoImage = {
         # mkImageMediaOverride: the installer profile sets this at the normal priority
         isoName = lib.mkImageMediaOverride "\${config.networking.hostName}-\${config.system.nixos.release}-abc1234-\${pkgs.stdenv.hostPlatform.uname.processor}.iso";
         volumeID = "\${config.networking.hostName}-\${config.system.nixos.release}-abc1234-\${pkgs.stdenv.hostPlatform.uname.processor}";
         squashfsCompression = "zstd -Xcompression-level 19";
       };
     }
     "
    `);
    expect(moduleText((iso) => new IsoImage(iso, "image"), "25.05")).toMatchInlineSnapshot(`
     "{
       config,
       lib,
       modulesPath,
       pkgs,
       ...
     }:
     {
       imports = [ "\${modulesPath}/installer/cd-dvd/installation-cd-minimal.nix" ];

       # mkImageMediaOverride: the image builder sets this at the normal priority
       image.baseName = lib.mkImageMediaOverride "\${config.networking.hostName}-\${config.system.nixos.release}-abc1234-\${pkgs.stdenv.hostPlatform.uname.processor}";

       isoImage = {
         volumeID = "\${config.networking.hostName}-\${config.system.nixos.release}-abc1234-\${pkgs.stdenv.hostPlatform.uname.processor}";
         squashfsCompression = "zstd -Xcompression-level 19";
       };
     }
     "
    `);
  });

  it.each(releases)("uses exactly one of the two naming options on %s", (release) => {
    const text = moduleText((iso) => new IsoImage(iso, "image"), release);
    expect(text.includes("image.baseName") !== text.includes("isoName")).toBe(true);
  });

  it("writes every property to its option", () => {
    expect(
      moduleText(
        (iso) =>
          new IsoImage(iso, "image", {
            volumeId: "RESCUE_1",
            compression: Compression.lz4(),
            contents: [{ source: pkgs.memtest86plus, target: "/tools" }],
            storeContents: [pkgs.hello],
            menuLabel: "Rescue",
            edition: "tiny",
          }),
      ),
    ).toMatchInlineSnapshot(`
     "{
       config,
       lib,
       modulesPath,
       pkgs,
       ...
     }:
     {
       imports = [ "\${modulesPath}/installer/cd-dvd/installation-cd-minimal.nix" ];

       isoImage = {
         # mkImageMediaOverride: the installer profile sets this at the normal priority
         isoName = lib.mkImageMediaOverride "\${config.networking.hostName}-\${config.system.nixos.release}-abc1234-\${pkgs.stdenv.hostPlatform.uname.processor}.iso";
         volumeID = "RESCUE_1";
         squashfsCompression = "lz4 -Xhc";
         edition = "tiny";
         appendToMenuLabel = " Rescue";
         contents = [
           {
             source = pkgs.memtest86plus;
             target = "/tools";
           }
         ];
         storeContents = [ pkgs.hello ];
       };
     }
     "
    `);
  });

  it("separates the menu label with a space, and writes an empty one as empty", () => {
    const text = (menuLabel: string): string => moduleText((iso) => new IsoImage(iso, "image", { menuLabel }));
    expect(text("Rescue")).toContain('appendToMenuLabel = " Rescue";');
    expect(text("")).toContain('appendToMenuLabel = "";');
  });

  it.each([
    ["a line break", { menuLabel: 'x\n" } evil {' }],
    ["the character '", { menuLabel: "Bob's" }],
    ['the character "', { menuLabel: '"x"' }],
    ["the character {", { menuLabel: "{x" }],
    ["the character }", { edition: "x}" }],
    ["the character $", { menuLabel: "$x" }],
    ["the character `", { edition: "`x`" }],
    ["the character \\", { menuLabel: "a\\b" }],
    ["the character ^", { menuLabel: "a^b" }],
    ['the control character "\\u001b"', { menuLabel: "\u001b[1m" }],
  ] as const)("rejects a text of the boot menu with %s", (name, props) => {
    const option = "edition" in props ? "edition" : "appendToMenuLabel";
    expect(reported((iso) => new IsoImage(iso, "image", props))).toContain(
      `error[boot-menu-characters]: dotfiles/iso/image: isoImage.${option} contains ${name}, which breaks the boot menu`,
    );
  });

  it.each(['x"', "{", "}", "a b", "a\nb", "$x"])("rejects the volume ID %j", (volumeId) => {
    expect(reported((iso) => new IsoImage(iso, "image", { volumeId }))).toContain("error[volume-id-characters]");
  });

  it("accepts the other characters in a menu label", () => {
    expect(reported((iso) => new IsoImage(iso, "image", { menuLabel: "Rescue (v1.0) & more; 100% [ok] <é>" }))).toBe(
      "",
    );
  });

  it("rejects a revision that cannot be part of names", () => {
    const { app, iso } = program();
    new IsoImage(iso, "image", { volumeId: "RESCUE" });
    expect(FlakeAssertions.fromApp(app, { revision: "a b$c" }).report.replace(/\n {2}at: .*/g, ""))
      .toMatchInlineSnapshot(`
     "error[revision]: dotfiles/iso/image: the revision "a b$c" cannot be part of the image's name
       value: "a b$c"
       why:   it is part of a file name, of a store path, and, by default, of the volume ID in the boot menu
       fix:   use letters, digits, and the characters . _ -
       docs:  https://cdknix.example/errors/revision"
    `);
  });

  it.each(["/a\nb", "/a\u0000"])("rejects the target %j", (target) => {
    expect(reported((iso) => new IsoImage(iso, "image", { contents: [{ source: pkgs.hello, target }] }))).toContain(
      "error[iso-content-target]",
    );
  });

  it.each([
    [Compression.zstd(), '"zstd -Xcompression-level 19"'],
    [Compression.zstd(3), '"zstd -Xcompression-level 3"'],
    [Compression.xz(), '"xz -Xdict-size 100%"'],
    [Compression.gzip(), '"gzip -Xcompression-level 9"'],
    [Compression.lz4({ high: false }), '"lz4"'],
    [Compression.none(), "null"],
  ])("formats compression %# for mksquashfs", (compression, expected) => {
    expect(moduleText((iso) => new IsoImage(iso, "image", { compression }))).toContain(
      `squashfsCompression = ${expected};`,
    );
  });

  it("embeds its own flake, or another directory, with a writable copy at /flake", () => {
    expect(moduleText((iso) => new IsoImage(iso, "image", { embedFlake: true }))).toMatch(
      /source = self;\s+target = "\/flake";[^]*systemd\.tmpfiles\.rules = \[ "C \/flake - - - - \/iso\/flake" \];/,
    );
    const { app, iso } = program();
    new IsoImage(iso, "image", { embedFlake: { directory: "test/goldens/embedded-flake" } });
    const template = FlakeAssertions.fromApp(app);
    expect(template.file("dotfiles/modules/iso/image.nix")).toContain('source = "${self}/sources/iso-image";');
    expect(template.copies).toEqual({
      "dotfiles/sources/iso-image/flake.nix": "test/goldens/embedded-flake/flake.nix",
    });
  });

  it("writes the name of the ISO to the manifest", () => {
    const { app, iso } = program();
    new IsoImage(iso, "image");
    expect(JSON.parse(FlakeAssertions.fromApp(app).file("manifest.json"))).toMatchObject({
      flakes: { dotfiles: { hosts: { lilith: { isoName: "lilith-24.05-abc1234-x86_64.iso", class: "iso" } } } },
    });
  });

  it("omits the processor from a default volume ID that would be too long, and rejects one that still is", () => {
    const text = (name: string): FlakeAssertions => {
      const app = new App();
      const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
      const host = new Host(flake, name, { system: "x86_64-linux" });
      new IsoImage(host, "image");
      return FlakeAssertions.fromApp(app);
    };
    expect(text("twelve-chars").file("dotfiles/systems/twelve-chars/image.nix")).toContain(
      'volumeID = "${config.networking.hostName}-${config.system.nixos.release}-abc1234";',
    );
    expect(text("a-host-with-a-long-name").report.replace(/\n {2}at: .*/g, "")).toMatchInlineSnapshot(`
     "error[volume-id-length]: dotfiles/a-host-with-a-long-name/image: the default volume ID of host "a-host-with-a-long-name" is 37 characters long; the limit is 32
       value: "a-host-with-a-long-name-24.05-abc1234"
       why:   ISO 9660 has room for 32 characters, and NixOS rejects longer IDs
       fix:   set volumeId, or shorten the host's name
       docs:  https://cdknix.example/errors/volume-id-length"
    `);
  });

  it("rejects volume IDs that are too long or would break the boot, and invalid compression levels and targets", () => {
    expect(reported((iso) => new IsoImage(iso, "image", { volumeId: "A".repeat(33) }))).toMatchInlineSnapshot(`
     "error[volume-id-length]: dotfiles/iso/image: the volume ID is 33 characters long; the limit is 32
       value: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
       why:   ISO 9660 has room for 32 characters, and NixOS rejects longer IDs
       fix:   shorten volumeId
       docs:  https://cdknix.example/errors/volume-id-length"
    `);
    expect(reported((iso) => new IsoImage(iso, "image", { volumeId: "A B" }))).toMatchInlineSnapshot(`
     "error[volume-id-characters]: dotfiles/iso/image: the volume ID has characters other than letters, digits, ".", "_", and "-"
       value: "A B"
       why:   it is used unquoted in the kernel parameter root=LABEL=, which the live system uses to find its medium
       fix:   remove the other characters
       docs:  https://cdknix.example/lints/volume-id-characters"
    `);
    expect(reported((iso) => new IsoImage(iso, "image", { compression: Compression.zstd(23) }))).toMatchInlineSnapshot(`
     "error[compression-level]: dotfiles/iso/image: 23 is not a zstd compression level
       value: 23
       fix:   use a whole number from 1 to 22
       docs:  https://cdknix.example/errors/compression-level"
    `);
    expect(reported((iso) => new IsoImage(iso, "image", { contents: [{ source: pkgs.hello, target: "docs" }] })))
      .toMatchInlineSnapshot(`
     "error[iso-content-target]: dotfiles/iso/image: "docs" is not an absolute path on the ISO
       value: "docs"
       fix:   use a path such as "/docs/readme.txt"; the live system mounts the ISO at /iso
       docs:  https://cdknix.example/errors/iso-content-target"
    `);
  });

  it("rejects a second image of a host", () => {
    expect(
      reported((iso: HostClass) => {
        new IsoImage(iso, "image");
        new IsoImage(iso, "other");
      }),
    ).toContain("error[two-images]: dotfiles/iso/other: the host lilith has more than one image");
  });
});
