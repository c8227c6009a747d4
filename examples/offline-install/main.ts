import {
  App,
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
  Secret,
  Size,
  SshAccess,
  type Release,
} from "cdknix";
import serials from "./serials.json";

const app = new App();
const release = app.node.getContext("release") as Release;
const flake = new Flake(app, "servers", {
  description: "Servers, and the USB drive that installs them without a network",
  nixpkgs: Nixpkgs.release(release),
});
// Placeholder. Log in with your own key: `-c authorizedKey="$(cat ~/.ssh/id_ed25519.pub)"`
const authorizedKey =
  (app.node.tryGetContext("authorizedKey") as string | undefined) ??
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example";
const consoles = ["console=tty0", "console=ttyS0,115200"];

const server = new HostClass(flake, "server");
new NixosModule(server, "access", {
  config: {
    services: { openssh: { enable: true, settings: { PasswordAuthentication: false } } },
    users: { users: { root: { openssh: { authorizedKeys: { keys: [authorizedKey] } } } } },
  },
});
new NixosModule(server, "system", { config: { boot: { kernelParams: consoles }, system: { stateVersion: "24.05" } } });

const machine = (name: string): Host => new Host(flake, name, { class: server, system: "x86_64-linux" });
const esp = Partition.esp({ size: Size.mebibytes(512) });

const web = machine("web-1");
new DiskLayout(web, "disks", {
  disks: {
    main: {
      device: DiskSelector.bySerial(serials["web-1"]),
      content: DiskContent.gpt({ esp, root: Partition.rest(Filesystem.ext4({ mountPoint: "/" })) }),
    },
  },
});
new BootLoader(web, "loader", BootLoaderKind.systemdBoot());

const db = machine("db-1");
new DiskLayout(db, "disks", {
  disks: {
    main: {
      device: DiskSelector.bySerial(serials["db-1"]),
      content: DiskContent.gpt({
        esp,
        root: Partition.rest(
          DiskContent.luks(Filesystem.btrfs({ subvolumes: { "/": {}, "/home": {}, "/nix": {} } }), {
            passphrase: Secret.named("db-1-disk"),
          }),
        ),
      }),
    },
  },
});
new BootLoader(db, "loader", BootLoaderKind.systemdBoot());

const old = machine("old-1");
new DiskLayout(old, "disks", {
  disks: {
    main: {
      device: DiskSelector.bySerial(serials["old-1"]),
      content: DiskContent.gpt({
        bios: Partition.biosBoot(),
        root: Partition.rest(Filesystem.ext4({ mountPoint: "/" })),
      }),
    },
  },
});
new BootLoader(old, "loader", BootLoaderKind.grubBios());

const stick = new Host(flake, "stick", { system: "x86_64-linux" });
new IsoImage(stick, "image", {
  // `-c compression=1` builds in a fraction of the time.
  compression: Compression.zstd(Number(app.node.tryGetContext("compression") ?? 19)),
  embedFlake: true,
});
new BootConfig(stick, "boot", { kernelParameters: consoles });
new SshAccess(stick, "ssh", { authorizedKeys: [authorizedKey] });
new OfflineInstaller(stick, "installer", {
  targets: [web, db, old],
  mode:
    app.node.tryGetContext("unattended") === "true"
      ? InstallMode.unattended({ countdown: Duration.seconds(10), then: "reboot" })
      : InstallMode.attended(),
});

app.synth();
