/**
 * Installers for rented servers in a network without DHCP: each host has an image with its own address, and waits for an SSH
 * connection.
 *
 * Beyond typed constructs: the network of each host, as a construct of this program, because addresses differ by host.
 */
import {
  App,
  BootConfig,
  Flake,
  Host,
  HostClass,
  InstallerTools,
  IsoImage,
  LiveFixes,
  nix,
  Nixpkgs,
  NixosModule,
  pkgs,
  type Release,
  SpaceSaver,
  SshAccess,
} from "cdknix";
import type { Construct } from "constructs";

interface StaticNetworkProps {
  /** Ethernet address of the interface, by which it is found. */
  readonly mac: string;
  /** Addresses with prefix lengths. */
  readonly addresses: readonly string[];
  readonly gateways: readonly string[];
}

class StaticNetwork extends NixosModule {
  constructor(scope: Construct, id: string, { mac, addresses, gateways }: StaticNetworkProps) {
    super(scope, id, {
      config: {
        networking: { useDHCP: nix.force(false), useNetworkd: true, nameservers: ["2001:db8::53", "192.0.2.53"] },
        systemd: {
          network: {
            enable: true,
            networks: {
              "10-uplink": {
                matchConfig: { MACAddress: mac },
                address: [...addresses],
                gateway: [...gateways],
                networkConfig: { IPv6AcceptRA: false },
                linkConfig: { RequiredForOnline: "routable" },
              },
            },
          },
        },
      },
    });
  }
}

const app = new App();
const flake = new Flake(app, "rented", {
  description: "Installers for rented servers",
  nixpkgs: Nixpkgs.release(app.node.getContext("release") as Release),
});
const remote = new HostClass(flake, "remote");

new IsoImage(remote, "image", { edition: "remote", menuLabel: "Remote installer" });
new BootConfig(remote, "boot", { raid: true, filesystems: { only: ["ext4", "xfs", "vfat"] }, menuTimeout: 1 });
new InstallerTools(remote, "tools", { packages: [pkgs.tmux, pkgs.rsync, pkgs.smartmontools] });
new SshAccess(remote, "ssh", {
  rootLogin: "key",
  authorizedKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example"],
});
new SpaceSaver(remote, "space");
new LiveFixes(remote, "fixes", { mdadmMailAddress: "root@rented.example.org" });

const alder = new Host(flake, "alder", { class: remote, system: "x86_64-linux" });
new StaticNetwork(alder, "network", {
  mac: "52:54:00:12:34:01",
  addresses: ["192.0.2.10/26", "2001:db8:1::10/64"],
  gateways: ["192.0.2.1", "2001:db8:1::1"],
});
const birch = new Host(flake, "birch", { class: remote, system: "x86_64-linux" });
new StaticNetwork(birch, "network", {
  mac: "52:54:00:12:34:02",
  addresses: ["192.0.2.11/26", "2001:db8:1::11/64"],
  gateways: ["192.0.2.1", "2001:db8:1::1"],
});

app.synth();
