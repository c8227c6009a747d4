import {
  BootConfig,
  Compression,
  ConsoleConfig,
  Flake,
  Host,
  HostClass,
  InstallerTools,
  IsoImage,
  Nixpkgs,
  NixosModule,
  NixSettings,
  pkgs,
  SpaceSaver,
  SshAccess,
} from "cdknix";
import type { Construct } from "constructs";

/** The flake that `npx synth` writes: one class of images, and one host. */
export class Installer extends Flake {
  /** The only host. */
  readonly host: Host;

  constructor(scope: Construct, id: string) {
    // Constructs generate the right options for this release, and reject settings that it does not support.
    super(scope, id, { nixpkgs: Nixpkgs.release("26.05") });

    // Settings that all images share; each construct becomes one file in modules/iso/.
    const iso = new HostClass(this, "iso");
    // zstd(3) compresses fast, for testing; zstd(19), the default, makes the image smaller.
    new IsoImage(iso, "image", { compression: Compression.zstd(3) });
    new BootConfig(iso, "boot", { copyToRam: true });
    new NixSettings(iso, "nix");
    new InstallerTools(iso, "programs", { packages: [pkgs.gptfdisk] });
    new SpaceSaver(iso, "space");
    new ConsoleConfig(iso, "console", { keyMap: "us" });

    // The keys are in cdk.json; or run: npx synth -c authorizedKeys="$(cat ~/.ssh/id_ed25519.pub)"
    const keys: unknown = this.node.tryGetContext("authorizedKeys");
    const authorizedKeys = [keys ?? []].flat().map(String);
    if (authorizedKeys.length > 0) new SshAccess(iso, "ssh", { authorizedKeys });

    // One host is one ISO. Its own settings are written to systems/installer/.
    this.host = new Host(this, "installer", { class: iso, system: "x86_64-linux" });
    // Sets any NixOS option: config is plain data; use nix.force(…) and nix.default(…) for priorities.
    new NixosModule(this.host, "extra", { config: { environment: { variables: { EDITOR: "nano" } } } });
  }
}
