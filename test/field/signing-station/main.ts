/**
 * A machine that signs releases with a smart card and never has a network. It runs from memory, so that the medium is
 * removed before a key is inserted, and forgets everything when it is turned off.
 *
 * Beyond typed constructs: one module, which turns off every network service and turns on the smart card daemon.
 */
import {
  App,
  BootConfig,
  ConsoleConfig,
  Flake,
  Host,
  InstallerTools,
  IsoImage,
  LiveFixes,
  nix,
  Nixpkgs,
  NixosModule,
  pkgs,
  type Release,
  SpaceSaver,
} from "cdknix";

const app = new App();
const flake = new Flake(app, "signing", {
  description: "A signing station without a network",
  nixpkgs: Nixpkgs.release(app.node.getContext("release") as Release),
});
const station = new Host(flake, "signing-station", { system: "x86_64-linux" });

new IsoImage(station, "image", { volumeId: "SIGNING", edition: "offline", menuLabel: "Signing station" });
new BootConfig(station, "boot", {
  copyToRam: true,
  filesystems: { only: ["ext4", "vfat", "exfat"] },
  kernelParameters: ["init_on_free=1", "slab_nomerge"],
});
new InstallerTools(station, "tools", {
  tools: [],
  git: "none",
  packages: [pkgs.gnupg, pkgs.paperkey, pkgs.qrencode, pkgs.cryptsetup],
});
new ConsoleConfig(station, "console", { keyMap: "us" });
new LiveFixes(station, "fixes", { openFiles: null });
new SpaceSaver(station, "space");
new NixosModule(station, "offline", {
  config: {
    networking: {
      useDHCP: nix.force(false),
      wireless: { enable: nix.force(false) },
      networkmanager: { enable: nix.force(false) },
      firewall: { enable: true, allowPing: false },
      nftables: { enable: true },
    },
    boot: {
      blacklistedKernelModules: ["bluetooth", "cfg80211", "e1000e", "igb", "r8169", "usbnet"],
      tmp: { useTmpfs: true },
    },
    hardware: { gpgSmartcards: { enable: true } },
    services: { openssh: { enable: nix.force(false) }, pcscd: { enable: true }, timesyncd: { enable: false } },
    programs: { gnupg: { agent: { enable: true, pinentryPackage: pkgs["pinentry-curses"] } } },
    swapDevices: nix.force([]),
  },
});

app.synth();
