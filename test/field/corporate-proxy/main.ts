/**
 * An installer for a network that reaches the internet only through a proxy that opens TLS connections, with a mirror of the
 * binary cache inside. The company's certificate authority is trusted by programs and by Nix.
 *
 * Beyond typed constructs: one module with the proxy, the certificate, and the time servers.
 */
import {
  App,
  BootConfig,
  ConsoleConfig,
  Flake,
  Host,
  HostClass,
  InstallerTools,
  IsoImage,
  NetworkConfig,
  nix,
  Nixpkgs,
  NixSettings,
  NixosModule,
  pkgs,
  type Release,
  SpaceSaver,
  SshAccess,
} from "cdknix";

const certificate = `
-----BEGIN CERTIFICATE-----
MIIBhzCCATmgAwIBAgIUNBHvcqP9xebn0Gz/ZW0sV/z1rAMwBQYDK2VwMDgxFjAU
BgNVBAoMDUV4YW1wbGUgV29ya3MxHjAcBgNVBAMMFUV4YW1wbGUgV29ya3MgUm9v
dCBDQTAgFw0yNjExMjkxMzA5NDVaGA8yMTI2MTEwNTEzMDk0NVowODEWMBQGA1UE
CgwNRXhhbXBsZSBXb3JrczEeMBwGA1UEAwwVRXhhbXBsZSBXb3JrcyBSb290IENB
MCowBQYDK2VwAyEAfi1HqIb179jbhU+jAJ2g8GXqsgpLLEpKU8w6gwiqzzWjUzBR
MB0GA1UdDgQWBBSPGfapvihaH+v9TTEiR5IkDTHJVTAfBgNVHSMEGDAWgBSPGfap
vihaH+v9TTEiR5IkDTHJVTAPBgNVHRMBAf8EBTADAQH/MAUGAytlcANBAJrOeZJu
cbOEClNl5sCZdJmmfMzv2scYz1RcOwqHAMhOhlFJw7sxXbtipZ1wIV8WF2cpH9NP
evZugKsfsU7dDAA=
-----END CERTIFICATE-----
`;

const app = new App();
const flake = new Flake(app, "office", {
  description: "Installers for an office behind a proxy",
  nixpkgs: Nixpkgs.release(app.node.getContext("release") as Release),
});
const office = new HostClass(flake, "office");

new IsoImage(office, "image", { menuLabel: "Office installer" });
new BootConfig(office, "boot", { filesystems: { without: ["zfs"] } });
new NixSettings(office, "nix", {
  caches: [
    {
      url: "https://cache.works.example",
      publicKey: "cache.works.example-1:/hjvKkGTSMPUUw6CdQLmWyLQzdm3s3ZrVHvWB7NAJmI=",
    },
  ],
  settings: { "connect-timeout": 5, fallback: true },
});
new InstallerTools(office, "tools", { packages: [pkgs.curl, pkgs.openssl, pkgs.dig] });
new NetworkConfig(office, "network", {
  networkManager: true,
  domain: "works.example",
  nameservers: ["192.0.2.53", "192.0.2.54"],
});
new SshAccess(office, "ssh", {
  authorizedKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example"],
});
new ConsoleConfig(office, "console", { keyMap: "de" });
new SpaceSaver(office, "space");
new NixosModule(office, "proxy", {
  config: {
    networking: {
      proxy: {
        default: "http://proxy.works.example:3128",
        noProxy: "127.0.0.1,localhost,.works.example",
      },
      timeServers: nix.force(["time.works.example"]),
    },
    security: { pki: { certificates: [certificate] } },
    time: { timeZone: "Europe/Berlin" },
  },
});

new Host(flake, "workstation", { class: office, system: "x86_64-linux" });
new Host(flake, "laptop", { class: office, system: "x86_64-linux" });

app.synth();
