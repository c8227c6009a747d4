import {
  BootConfig,
  BootLoader,
  BootLoaderKind,
  Compression,
  DiskContent,
  DiskLayout,
  DiskSelector,
  Duration,
  Filesystem,
  Flake,
  Host,
  HostClass,
  InstallMode,
  IsoImage,
  NixosModule,
  Nixpkgs,
  OfflineInstaller,
  Partition,
  Size,
  SshAccess,
} from "cdknix";
import type { Construct } from "constructs";

/** The serial numbers of the servers' disks, as `lsblk --output NAME,SERIAL` shows them. */
export const serials = { "web-1": "WD-1234" } as const;

/** The flake that `npx synth` writes: servers, and the USB drive that installs them without a network. */
export class Servers extends Flake {
  /** The image for the USB drive. */
  readonly stick: Host;

  constructor(scope: Construct, id: string) {
    // Constructs generate the right options for this release, and reject settings that it does not support.
    super(scope, id, { nixpkgs: Nixpkgs.release("26.05") });

    // The keys are in cdk.json; or run: npx synth -c authorizedKeys="$(cat ~/.ssh/id_ed25519.pub)"
    const keys: unknown = this.node.tryGetContext("authorizedKeys");
    const authorizedKeys = [keys ?? []].flat().map(String);
    const kernelParameters = ["console=tty0", "console=ttyS0,115200"];

    // Settings that all servers share; each construct becomes one file in modules/server/.
    const server = new HostClass(this, "server");
    if (authorizedKeys.length > 0) new SshAccess(server, "ssh", { authorizedKeys });
    new BootConfig(server, "boot", { kernelParameters });
    new NixosModule(server, "system", { config: { system: { stateVersion: "26.05" } } });

    // A server, with its disk and its boot loader; they are written to systems/web-1/.
    const web = new Host(this, "web-1", { class: server, system: "x86_64-linux" });
    new DiskLayout(web, "disks", {
      disks: {
        main: {
          device: DiskSelector.bySerial(serials["web-1"]),
          content: DiskContent.gpt({
            esp: Partition.esp({ size: Size.mebibytes(512) }),
            root: Partition.rest(Filesystem.ext4({ mountPoint: "/" })),
          }),
        },
      },
    });
    new BootLoader(web, "loader", BootLoaderKind.systemdBoot());

    // The image, which contains the servers' systems. It installs only on empty disks, and restarts the machine.
    this.stick = new Host(this, "stick", { system: "x86_64-linux" });
    // zstd(3) compresses fast, for testing; zstd(19), the default, makes the image smaller.
    new IsoImage(this.stick, "image", { compression: Compression.zstd(3) });
    new BootConfig(this.stick, "boot", { kernelParameters });
    new OfflineInstaller(this.stick, "installer", {
      targets: [web],
      mode: InstallMode.unattended({ countdown: Duration.seconds(30), then: "reboot" }),
    });
  }
}
