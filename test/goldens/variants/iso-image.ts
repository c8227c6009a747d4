import { Compression, IsoImage, type IsoImageProps, nix, pkgs, Size } from "cdknix";
import { subject } from "../subject";

/** One compression for each method, so that a new method is a type error until it is added here. */
const compressions: Readonly<Record<Exclude<keyof typeof Compression, "prototype">, Compression>> = {
  zstd: Compression.zstd(3),
  xz: Compression.xz(),
  gzip: Compression.gzip(),
  lz4: Compression.lz4(),
  none: Compression.none(),
};

export const isoImage = subject<IsoImageProps>(
  "iso-image",
  IsoImage,
  {},
  {
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
);
