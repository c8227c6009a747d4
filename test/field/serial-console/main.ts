/**
 * A rescue system for servers in a rack, used through a serial port or the baseboard management controller. The boot menu,
 * the kernel, and the login are on the port, at 115200 baud.
 *
 * Beyond typed constructs: the module `serial`, because the console that a person sees last is the one that systemd uses.
 */
import {
  App,
  BootConfig,
  Compression,
  Flake,
  Host,
  HostClass,
  InstallerTools,
  IsoImage,
  Nixpkgs,
  NixosModule,
  pkgs,
  type Release,
  SpaceSaver,
  SshAccess,
} from "cdknix";

const app = new App();
const flake = new Flake(app, "rack", {
  description: "Rescue systems for servers without a screen",
  nixpkgs: Nixpkgs.release(app.node.getContext("release") as Release),
});
const rescue = new HostClass(flake, "rescue");

new IsoImage(rescue, "image", { compression: Compression.zstd(6), menuLabel: "Rescue" });
new BootConfig(rescue, "boot", {
  raid: true,
  // The last one is /dev/console.
  kernelParameters: ["console=tty0", "console=ttyS0,115200n8"],
  consoleLogLevel: 6,
  menuTimeout: 30,
});
new InstallerTools(rescue, "tools", {
  packages: [pkgs.ipmitool, pkgs.smartmontools, pkgs["nvme-cli"], pkgs.lshw, pkgs.ddrescue, pkgs.ethtool],
});
new SshAccess(rescue, "ssh", {
  authorizedKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example"],
});
new SpaceSaver(rescue, "space");
new NixosModule(rescue, "serial", {
  config: {
    systemd: {
      services: {
        // Starts a login even if the firmware hides the port until the kernel uses it.
        "serial-getty@ttyS0": { enable: true, wantedBy: ["getty.target"], serviceConfig: { Restart: "always" } },
      },
    },
    services: { lldpd: { enable: true } },
    hardware: { rasdaemon: { enable: true } },
  },
});

new Host(flake, "rack-1", { class: rescue, system: "x86_64-linux" });

app.synth();
