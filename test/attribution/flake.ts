import type { ManifestFlake } from "../../lib/model";

/** The flake of the recorded errors, as its program's manifest describes it. */
export const flake: ManifestFlake = {
  directory: "dotfiles",
  release: "24.05",
  lockFile: "flake.lock",
  hosts: {},
  files: {
    "flake.nix": { construct: "dotfiles", source: "main.ts:3" },
    "modules/iso/a.nix": { construct: "dotfiles/iso/a", source: "main.ts:6" },
    "modules/iso/b.nix": { construct: "dotfiles/iso/b", source: "main.ts:7" },
    "systems/lilith/default.nix": { construct: "dotfiles/lilith", source: "main.ts:8" },
    "packages/greet/default.nix": { construct: "dotfiles/iso/tools/greet", source: "main.ts:9" },
    "modules/iso/units.nix": { construct: "dotfiles/iso/units", source: "main.ts:10" },
    "modules/iso/other.nix": { construct: "dotfiles/iso/other", source: "main.ts:11" },
  },
};
