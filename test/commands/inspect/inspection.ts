import type { Inspection } from "../../../lib/pipeline/image/inspection";

const store = "/nix/store/00000000000000000000000000000000";

/** The inspection of a made-up image: a construct adds one of its two packages. */
export const inspection: Inspection = {
  host: "rescue",
  kind: "image",
  release: "24.05",
  system: "x86_64-linux",
  storePath: "/nix/store/11111111111111111111111111111111-rescue",
  iso: "/nix/store/11111111111111111111111111111111-rescue/iso/rescue.iso",
  size: 4_000_000,
  sha256: "0123456789abcdef".repeat(4),
  volumeId: "RESCUE",
  isOfflineBase: false,
  kernel: { version: "6.6.1", parameters: ["quiet"] },
  bootEntries: [
    {
      title: "Rescue <b>",
      file: "/boot/grub/grub.cfg",
      loader: "grub",
      kernel: "/boot/bzImage",
      initrd: "/boot/initrd",
      parameters: "quiet",
    },
  ],
  logins: {
    ssh: {
      ports: [22],
      isReachable: true,
      starts: true,
      settings: { PermitRootLogin: "prohibit-password", PasswordAuthentication: "no" },
      matches: [],
      isPartial: false,
      logins: [{ account: "root", method: "keys", match: null }],
    },
    services: [{ service: "ttyd", program: "ttyd", port: 7681, demand: "account", isReachable: false }],
    local: {
      autologin: [{ on: "consoles", option: "services.getty.autologinUser", account: "nixos" }],
      passwords: { root: "hash" },
    },
    keys: { root: 2 },
    open: [],
  },
  contents: [
    { path: "/boot/bzImage", size: 1_000_000 },
    { path: "/nix-store.squashfs", size: 3_000_000 },
  ],
  closure: {
    size: 10_000_000,
    paths: [
      {
        path: `${store}-nixos-system`,
        package: "nixos-system",
        version: "",
        size: 1_000_000,
        references: [`${store}-linux-6.6.1`, `${store}-git-2.44.1`],
        licenses: null,
      },
      {
        path: `${store}-linux-6.6.1`,
        package: "linux",
        version: "6.6.1",
        size: 6_000_000,
        references: [],
        licenses: ["GPL-2.0-only"],
      },
      {
        path: `${store}-git-2.44.1`,
        package: "git",
        version: "2.44.1",
        size: 3_000_000,
        references: [],
        licenses: ["GPL-2.0-only", "a license of its own"],
      },
    ],
  },
  packages: [
    { name: "linux", versions: ["6.6.1"], size: 6_000_000, licenses: ["GPL-2.0-only"] },
    { name: "git", versions: ["2.44.1"], size: 3_000_000, licenses: ["GPL-2.0-only", "a license of its own"] },
    { name: "nixos-system", versions: [], size: 1_000_000, licenses: null },
  ],
  constructs: [
    {
      construct: "images/rescue/tools",
      file: "systems/rescue/tools.nix",
      source: "main.ts:8",
      saves: 3_000_000,
      unknown: null,
      packages: [{ name: "git", size: 3_000_000 }],
    },
    {
      construct: "images/rescue/image",
      file: "systems/rescue/image.nix",
      source: "main.ts:7",
      saves: null,
      unknown: "the host cannot be evaluated without it",
      packages: [],
    },
  ],
};
