import { Compression, type InstallerProfile, IsoImage, type IsoImageProps, nix, pkgs, Size } from "cdknix";
import { subject } from "../subject";

/** One compression for each method, so that a new method is a type error until it is added here. */
const compressions: Readonly<Record<Exclude<keyof typeof Compression, "prototype">, Compression>> = {
  zstd: Compression.zstd(3),
  xz: Compression.xz(),
  gzip: Compression.gzip(),
  lz4: Compression.lz4(),
  none: Compression.none(),
};

/**
 * Profiles that are not evaluated, by the reason. Desktops with pandoc in their closure need the Haskell packages, a file
 * that the tree for NixOS 24.05 did not have.
 */
export const unevaluatedProfiles: Readonly<Partial<Record<InstallerProfile, string>>> = {
  "minimal-new-kernel": "Nix rejects its zfs-kernel as broken",
  "graphical-gnome": "needs pandoc",
  "graphical-plasma5": "needs pandoc",
  "graphical-plasma5-new-kernel": "needs pandoc, and Nix rejects its zfs-kernel as broken",
  "graphical-calamares-gnome": "needs pandoc",
  "graphical-calamares-plasma5": "needs pandoc",
};

export const isoImage = subject<IsoImageProps>(
  "iso-image",
  IsoImage,
  {},
  {
    profile: [
      ...(["minimal", "minimal-new-kernel-no-zfs", "minimal-combined"] as const),
      ...(["graphical-base", "graphical-calamares", "graphical-calamares-plasma6"] as const),
      ...(["graphical-calamares-cosmic", "graphical-combined"] as const),
    ],
    secretsArea: { "64-kibibytes": Size.kibibytes(64) },
    volumeId: ["MY_IMAGE-1.0"],
    compression: { ...compressions, "lz4-fast": Compression.lz4({ high: false }) },
    contents: {
      two: [
        { source: nix.str`${pkgs.memtest86plus}/memtest.bin`, target: "/tools/memtest.bin" },
        { source: pkgs.writeText("readme", "hello"), target: "/readme.txt" },
      ],
    },
    storeContents: { one: [pkgs.hello] },
    menuLabel: { Rescue: "Rescue", none: "" },
    edition: { none: "", rescue: "rescue" },
    maxSize: { "700-mebibytes": Size.mebibytes(700) },
    embedFlake: { true: true, false: false, directory: { directory: "test/goldens/embedded-flake" } },
  },
  { "profile-and-edition": { profile: "graphical-calamares-plasma6", edition: "rescue" } },
);
