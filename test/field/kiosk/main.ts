/**
 * A live system that shows one web page on the whole screen, for a lobby or a trade fair. It starts the browser without a
 * login and needs no installation.
 *
 * Beyond typed constructs: one module with the compositor `cage`, the user who runs it, and the address of the page.
 */
import {
  App,
  BootConfig,
  Compression,
  Flake,
  Host,
  InstallerTools,
  IsoImage,
  nix,
  NetworkConfig,
  Nixpkgs,
  NixosModule,
  pkgs,
  type Release,
  SpaceSaver,
} from "cdknix";

const app = new App();
const flake = new Flake(app, "kiosk", {
  description: "A web page on the whole screen",
  nixpkgs: Nixpkgs.release(app.node.getContext("release") as Release),
});
const lobby = new Host(flake, "lobby", { system: "x86_64-linux" });

new IsoImage(lobby, "image", { compression: Compression.zstd(15), menuLabel: "Kiosk", edition: "kiosk" });
new BootConfig(lobby, "boot", {
  copyToRam: true,
  filesystems: { only: ["ext4", "vfat"] },
  kernelParameters: ["quiet"],
  consoleLogLevel: 3,
  menuTimeout: 3,
});
new InstallerTools(lobby, "tools", { tools: [], git: "none" });
new NetworkConfig(lobby, "network", { networkManager: true });
new SpaceSaver(lobby, "space");
new NixosModule(lobby, "browser", {
  config: {
    services: {
      cage: {
        enable: true,
        user: "visitor",
        program: nix.str`${pkgs.cog}/bin/cog --platform=wl https://welcome.example.org/`,
      },
      openssh: { enable: nix.force(false) },
    },
    users: { users: { visitor: { isNormalUser: true, description: "Visitor" } } },
    fonts: { packages: [pkgs["noto-fonts"]] },
    time: { timeZone: "Europe/Vienna" },
    powerManagement: { enable: true },
  },
});

app.synth();
