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

/** The flake that `npx synth` writes: one class of images, and a host of it. */
export class Installer extends Flake {
  /** The one host of it. */
  readonly host: Host;

  constructor(scope: Construct, id: string) {
    // The release decides which options there are: constructs write what is right for it, and refuse what it cannot do.
    super(scope, id, { nixpkgs: Nixpkgs.release("26.05") });

    // What all images share; each construct becomes one file in modules/iso/.
    const iso = new HostClass(this, "iso");
    // zstd(3) packs fast, for trying; zstd(19), the default, makes the image smaller.
    new IsoImage(iso, "image", { compression: Compression.zstd(3) });
    new BootConfig(iso, "boot", { copyToRam: true });
    new NixSettings(iso, "nix");
    new InstallerTools(iso, "programs", { packages: [pkgs.gptfdisk] });
    new SpaceSaver(iso, "space");
    new ConsoleConfig(iso, "console", { keyMap: "us" });

    // cdk.json has the keys, or: npx synth -c authorizedKeys="$(cat ~/.ssh/id_ed25519.pub)"
    const keys: unknown = this.node.tryGetContext("authorizedKeys");
    const authorizedKeys = [keys ?? []].flat().map(String);
    if (authorizedKeys.length > 0) new SshAccess(iso, "ssh", { authorizedKeys });

    // One host is one ISO. What belongs to it alone becomes systems/installer/.
    this.host = new Host(this, "installer", { class: iso, system: "x86_64-linux" });
    // Any option of NixOS: config is plain data, with nix.force(…) and the like for priorities.
    new NixosModule(this.host, "extra", { config: { environment: { variables: { EDITOR: "nano" } } } });
  }
}
