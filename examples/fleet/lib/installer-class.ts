import {
  BootConfig,
  Compression,
  ConsoleConfig,
  HostClass,
  InstallerTools,
  IsoImage,
  NetworkConfig,
  NixSettings,
  pkgs,
  SpaceSaver,
  SshAccess,
  type Flake,
  type NixValue,
} from "cdknix";
import type { Purpose } from "./inventory";

/** Properties of an {@link InstallerClass}. */
export interface InstallerClassProps {
  /** Public keys that may log in, as in an authorized_keys file. */
  readonly authorizedKeys: readonly string[];
  /** zstd compression level of the image, 1 to 19. */
  readonly compression: number;
}

/** The settings that differ by purpose. */
const differences: Readonly<
  Record<
    Purpose,
    { readonly fileSystems: readonly string[]; readonly raid?: boolean; readonly packages: readonly NixValue[] }
  >
> = {
  desk: { fileSystems: ["btrfs", "ext4", "vfat"], packages: [pkgs.pciutils] },
  server: { fileSystems: ["ext4", "xfs", "vfat"], raid: true, packages: [pkgs.smartmontools, pkgs.pciutils] },
  gateway: { fileSystems: ["ext4", "vfat"], packages: [pkgs.ethtool] },
  probe: { fileSystems: ["ext4", "vfat"], packages: [] },
};

/** The installer for machines with the same purpose: the fleet's shared settings, and those of the purpose. */
export class InstallerClass extends HostClass {
  constructor(flake: Flake, purpose: Purpose, { authorizedKeys, compression }: InstallerClassProps) {
    super(flake, purpose);
    const { fileSystems, raid = false, packages } = differences[purpose];
    new IsoImage(this, "image", { compression: Compression.zstd(compression), menuLabel: `Installer (${purpose})` });
    new BootConfig(this, "boot", { raid, filesystems: { only: fileSystems } });
    new NixSettings(this, "nix");
    new InstallerTools(this, "tools", { packages });
    new NetworkConfig(this, "network", { domain: "fleet.example.org" });
    new SshAccess(this, "ssh", { authorizedKeys });
    new ConsoleConfig(this, "console", { keyMap: "us" });
    new SpaceSaver(this, "space");
  }
}
