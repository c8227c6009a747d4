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
  SpaceSaver,
} from "cdknix";

// A live system for a school's computer room: Plasma in Spanish from a USB drive, without an account or a network login.
const app = new App();
const flake = new Flake(app, "classroom", { nixpkgs: Nixpkgs.release(app.node.tryGetContext("release") ?? "24.05") });
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
