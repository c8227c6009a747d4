/**
 * What the compiler accepts and rejects in programs. Nothing here runs: `npm run types` fails if a line that is marked as an
 * error compiles, or if another one does not.
 */
import {
  BootConfig,
  Compression,
  config,
  Host,
  InstallerTools,
  IsoImage,
  lib,
  NetworkConfig,
  nix,
  NixosModule,
  Nixpkgs,
  NixSettings,
  pkgs,
  SshAccess,
  type HostClass,
  type NixValue,
} from "cdknix";

export function accepted(iso: HostClass): readonly unknown[] {
  return [
    new NixosModule(iso, "a", { config: { a: 1, b: 10n, c: null, d: ["x", pkgs.git], e: { f: true, g: undefined } } }),
    new NixosModule(iso, "b", {
      config: { a: nix.force({ b: lib.mkDefault(config.x.y) }), c: nix.str`${pkgs.jq}/bin` },
    }),
    new NixosModule(iso, "c", {
      config: ({ release, revision, hosts }) => ({ a: `${release}${revision}${hosts.length}` }),
    }),
    new BootConfig(iso, "d", {
      filesystems: { only: ["btrfs"] },
      menuTimeout: null,
      kernelPackages: pkgs.linuxPackages,
    }),
    new IsoImage(iso, "e", { embedFlake: { directory: "." }, compression: Compression.lz4({ high: false }) }),
    new BootConfig(iso, "g", { filesystems: { without: ["zfs"] }, systemdStage1: true }),
    new NetworkConfig(iso, "h", { networkManager: true }),
    new InstallerTools(iso, "f", { scripts: { a: { text: "true" }, b: { file: "b.sh", runtimeInputs: [pkgs.git] } } }),
  ];
}

export function rejected(iso: HostClass, date: Date): readonly unknown[] {
  // @ts-expect-error -- a date cannot be represented in Nix
  const value: NixValue = date;
  // @ts-expect-error -- nor can a function
  const callback: NixValue = () => 1;
  return [
    value,
    callback,
    // @ts-expect-error -- no such release
    Nixpkgs.release("23.05"),
    // @ts-expect-error -- a reference needs its release
    Nixpkgs.ref("github:NixOS/nixpkgs"),
    // @ts-expect-error -- a cache without its key
    new NixSettings(iso, "a", { caches: [{ url: "https://example.org" }] }),
    // @ts-expect-error -- no such tool
    new InstallerTools(iso, "b", { tools: ["nixos-instal"] }),
    // @ts-expect-error -- a script is inline or from a file
    new InstallerTools(iso, "c", { scripts: { a: {} } }),
    // @ts-expect-error -- no such way to log in
    new SshAccess(iso, "d", { rootLogin: "yes" }),
    // @ts-expect-error -- no such system
    new Host(iso, "e", { system: "x86_64-darwin" }),
    // @ts-expect-error -- a property that does not exist
    new BootConfig(iso, "f", { toram: true }),
    // @ts-expect-error -- compressions are created by name
    new Compression("zstd"),
  ];
}
