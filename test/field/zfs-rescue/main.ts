/**
 * A rescue system for servers with ZFS. It runs from memory, with SSH by key, a serial console, and tools for failing disks, and
 * imports no pool by itself.
 *
 * Beyond typed constructs: one module with four settings of ZFS and smartd. The profile already has ZFS and a host ID.
 */
import {
  App,
  BootConfig,
  Flake,
  Host,
  InstallerTools,
  IsoImage,
  LiveFixes,
  NixosModule,
  Nixpkgs,
  nix,
  pkgs,
  type Release,
  SpaceSaver,
  SshAccess,
} from "cdknix";

const app = new App();
const flake = new Flake(app, "rescue", { nixpkgs: Nixpkgs.release(app.node.getContext("release") as Release) });
const medic = new Host(flake, "medic", { system: "x86_64-linux" });

new IsoImage(medic, "image", { menuLabel: "ZFS rescue" });
new BootConfig(medic, "boot", {
  copyToRam: true,
  kernelParameters: ["console=tty0", "console=ttyS0,115200n8"],
  filesystems: ["ext4", "exfat", "zfs"],
  raid: true,
});
new SshAccess(medic, "ssh", {
  authorizedKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example"],
});
new LiveFixes(medic, "fixes", { mdadmMailAddress: null });
new SpaceSaver(medic, "space", { manPages: true });
new InstallerTools(medic, "tools", {
  packages: [pkgs.smartmontools, pkgs.ddrescue, pkgs.testdisk, pkgs["nvme-cli"], pkgs.pv, pkgs.mbuffer, pkgs.tmux],
  scripts: {
    "look-at-pools": {
      text: "zpool import -d /dev/disk/by-id || echo 'no pools found'\n",
      runtimeInputs: [pkgs.zfs],
    },
  },
});
new NixosModule(medic, "zfs", {
  config: {
    boot: { zfs: { forceImportRoot: false, devNodes: "/dev/disk/by-id" } },
    services: { zfs: { autoScrub: { enable: false } }, smartd: { enable: nix.force(false) } },
  },
});
app.synth();
