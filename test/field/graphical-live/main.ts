/**
 * A live system for a school's computer room: Plasma in Spanish from a USB drive, with programs for a class, without an account
 * or a login over the network.
 *
 * Beyond typed constructs: two modules with language, fonts, printing, and programs. Two of their values need `nix.force`,
 * because the profile sets all locales and enables sshd at the normal priority.
 */
import {
  App,
  ConsoleConfig,
  Compression,
  Flake,
  Host,
  IsoImage,
  NixosModule,
  Nixpkgs,
  nix,
  pkgs,
  type Release,
  SpaceSaver,
} from "cdknix";

const app = new App();
const flake = new Flake(app, "classroom", { nixpkgs: Nixpkgs.release(app.node.getContext("release") as Release) });
const desk = new Host(flake, "desk", { system: "x86_64-linux" });

new IsoImage(desk, "image", {
  profile: "graphical-calamares-plasma6",
  compression: Compression.zstd(12),
  volumeId: "CLASSROOM",
  menuLabel: "Classroom",
  edition: "classroom",
});
new ConsoleConfig(desk, "console", { keyMap: "es" });
new SpaceSaver(desk, "space", { defaultPackages: true });
new NixosModule(desk, "language", {
  config: {
    time: { timeZone: "Europe/Madrid" },
    i18n: { defaultLocale: "es_ES.UTF-8", supportedLocales: nix.force(["es_ES.UTF-8/UTF-8", "en_US.UTF-8/UTF-8"]) },
    services: { xserver: { xkb: { layout: "es" } } },
  },
});
new NixosModule(desk, "desktop", {
  config: {
    environment: { systemPackages: [pkgs.gimp, pkgs.vlc] },
    fonts: { packages: [pkgs.dejavu_fonts, pkgs["noto-fonts"]] },
    services: { printing: { enable: true }, openssh: { enable: nix.force(false) } },
  },
});
app.synth();
