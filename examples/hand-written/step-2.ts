import {
  App,
  BootConfig,
  Flake,
  Host,
  HostClass,
  IsoImage,
  nix,
  NixosModule,
  Nixpkgs,
  NixpkgsConfig,
  pkgs,
  SshAccess,
} from "cdknix";

const app = new App();
const overlay = nix.import(nix.module("./overlays", { root: "." }));
const flake = new Flake(app, "dotfiles", {
  description: "Alex's machines",
  nixpkgs: Nixpkgs.release("24.05"),
  inputs: {
    disko: { url: "github:nix-community/disko/v1.13.0", follows: { nixpkgs: "nixpkgs" } },
    "home-manager": { url: "github:nix-community/home-manager/release-24.05", follows: { nixpkgs: "nixpkgs" } },
  },
  outputs: { overlays: { default: overlay } },
});
const authorizedKeys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 alex@desk"];

// Settings of every host: modules/locale.nix and modules/packages.nix.
const common = new HostClass(flake, "common");
new NixosModule(common, "locale", {
  config: {
    time: { timeZone: "Europe/Berlin" },
    i18n: {
      defaultLocale: "en_US.UTF-8",
      extraLocaleSettings: { LC_TIME: "de_DE.UTF-8", LC_PAPER: "de_DE.UTF-8" },
    },
    console: { keyMap: "de-latin1" },
  },
});
new NixpkgsConfig(common, "nixpkgs", { overlays: [overlay] });
new NixosModule(common, "packages", {
  config: { environment: { systemPackages: [pkgs["backup-home"], pkgs.jq, pkgs.tmux] } },
});

// The machine: modules/boot.nix and modules/users.nix. Disks, hardware, and the home directory stay in Nix.
const desk = new Host(flake, "desk", { class: common, system: "x86_64-linux" });
new NixosModule(desk, "boot", {
  config: {
    boot: {
      loader: { "systemd-boot": { enable: true }, efi: { canTouchEfiVariables: true }, timeout: 3 },
      kernelParams: ["quiet"],
      kernel: { sysctl: { "vm.swappiness": 10 } },
    },
  },
});
new NixosModule(desk, "users", {
  config: {
    users: {
      users: {
        alex: { isNormalUser: true, extraGroups: ["wheel"], openssh: { authorizedKeys: { keys: authorizedKeys } } },
      },
    },
    security: { sudo: { wheelNeedsPassword: false } },
    services: { openssh: { enable: true, settings: { PasswordAuthentication: false } } },
  },
});
new NixosModule(desk, "nix", {
  imports: [
    nix.module("./hosts/desk/disks.nix"),
    nix.module("./hosts/desk/hardware.nix"),
    nix.module("./modules/home.nix", { root: "." }),
  ],
  config: { system: { stateVersion: "24.05" } },
});

// The image: constructs instead of hosts/rescue.
const rescue = new Host(flake, "rescue", { class: common, system: "x86_64-linux" });
new IsoImage(rescue, "image");
new BootConfig(rescue, "boot", { copyToRam: true });
new SshAccess(rescue, "ssh", { authorizedKeys });

app.synth();
