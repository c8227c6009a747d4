import {
  App,
  BootConfig,
  Compression,
  ConsoleConfig,
  Flake,
  Host,
  HostClass,
  InstallerTools,
  IsoImage,
  LiveFixes,
  Nixpkgs,
  NixpkgsConfig,
  NixSettings,
  NixosModule,
  pkgs,
  type Release,
  SpaceSaver,
  SshAccess,
} from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", {
  description: "An installer for the author's machines",
  nixpkgs: Nixpkgs.release(app.node.getContext("release") as Release),
});

const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image", { compression: Compression.zstd(19), edition: "", menuLabel: "", embedFlake: true });
new BootConfig(iso, "boot", {
  copyToRam: true,
  filesystems: { only: ["btrfs", "ext4", "vfat", "f2fs", "xfs", "ntfs", "cifs"] },
});
new NixSettings(iso, "nix", {
  package: pkgs.lix,
  globalRegistry: false,
  caches: [
    {
      url: "https://nix-community.cachix.org",
      publicKey: "nix-community.cachix.org-1:mB9FSh9qf2dCimDSUo8Zy7bkq5CX+/rkCWyvRCYg3Fs=",
    },
  ],
});
new InstallerTools(iso, "programs", {
  tools: ["nixos-install", "nixos-enter", "nixos-generate-config"],
  scripts: { "install-host": { file: "examples/lilith/install-host.sh", runtimeInputs: [pkgs.gitMinimal] } },
});
new SshAccess(iso, "networking", {
  // Placeholder. Log in with your own key: `npx synth -c authorizedKey="$(cat ~/.ssh/id_ed25519.pub)"`
  authorizedKeys: [
    (app.node.tryGetContext("authorizedKey") as string | undefined) ??
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example",
  ],
});
new SpaceSaver(iso, "space");
new ConsoleConfig(iso, "console", { font: "ter-d18n", keyMap: "us" });
new LiveFixes(iso, "fixes");
new NixpkgsConfig(iso, "nixpkgs", { unfree: true });

const lilith = new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });
new NixosModule(lilith, "extra", { config: { environment: { variables: { EDITOR: "vim" } } } });

app.synth();
