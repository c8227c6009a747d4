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
  LogicalVolume,
  MachineSelector,
  NixosModule,
  Nixpkgs,
  OfflineInstaller,
  Partition,
  RaidArray,
  Secret,
  Size,
  SshAccess,
  type DiskLayoutProps,
} from "cdknix";

// The layouts that examples/offline-install does not have, each on a machine that its installer recognizes in another way.
const app = new App();
const flake = new Flake(app, "layouts", { nixpkgs: Nixpkgs.release("24.05") });
const consoles = ["console=tty0", "console=ttyS0,115200"];
const authorizedKeys = [app.node.getContext("authorizedKey") as string];

const server = new HostClass(flake, "server");
new NixosModule(server, "system", { config: { boot: { kernelParams: consoles }, system: { stateVersion: "24.05" } } });
new SshAccess(server, "ssh", { authorizedKeys });

function machine(name: string, loader: BootLoaderKind, layout: DiskLayoutProps): Host {
  const host = new Host(flake, name, { class: server, system: "x86_64-linux" });
  new DiskLayout(host, "disks", layout);
  new BootLoader(host, "loader", loader);
  return host;
}

const bios = Partition.biosBoot();
const mirror = DiskContent.raidMember("mirror");
const mirrored = machine("raid-1", BootLoaderKind.grubEfi(), {
  disks: {
    first: {
      device: DiskSelector.bySerial("RAID-1"),
      content: DiskContent.gpt({ esp: Partition.esp({ size: Size.mebibytes(512) }), root: Partition.rest(mirror) }),
    },
    second: {
      device: DiskSelector.bySerial("RAID-2"),
      content: DiskContent.gpt({ root: Partition.rest(mirror) }),
    },
  },
  arrays: { mirror: RaidArray.raid1(Filesystem.xfs({ mountPoint: "/" })) },
});

const volumes = machine("lvm-1", BootLoaderKind.systemdBoot(), {
  disks: {
    main: {
      device: DiskSelector.only({ atLeast: Size.gibibytes(4) }),
      content: DiskContent.gpt({
        esp: Partition.esp({ size: Size.mebibytes(512) }),
        root: Partition.rest(
          DiskContent.luks(DiskContent.lvmMember("pool"), { passphrase: Secret.named("lvm-1-disk") }),
        ),
      }),
    },
  },
  volumeGroups: {
    pool: {
      root: LogicalVolume.of(Size.gibibytes(5), Filesystem.xfs({ mountPoint: "/" })),
      swap: LogicalVolume.of(Size.mebibytes(256), DiskContent.swap()),
      home: LogicalVolume.rest(Filesystem.ext4({ mountPoint: "/home" })),
    },
  },
});

// The same disk and firmware: the installer asks which of the two the machine is.
const compressed = machine("btrfs-1", BootLoaderKind.grubBios(), {
  disks: {
    main: {
      device: DiskSelector.where({ transport: "virtio" }),
      content: DiskContent.gpt({
        bios,
        swap: Partition.swap({ size: Size.mebibytes(256), randomEncryption: true }),
        root: Partition.rest(
          Filesystem.btrfs({ subvolumes: { "/": { compress: "zstd" }, "/nix": { compress: "zstd" } } }),
        ),
      }),
    },
  },
});
const old = machine("mbr-1", BootLoaderKind.grubBios(), {
  disks: {
    main: {
      device: DiskSelector.where({ transport: "virtio" }),
      content: DiskContent.mbr({
        boot: Partition.of(Size.gibibytes(1), Filesystem.ext4({ mountPoint: "/boot" })),
        root: Partition.rest(Filesystem.f2fs({ mountPoint: "/" })),
      }),
    },
  },
  swapFiles: { "/swapfile": { size: Size.mebibytes(256) } },
  tmpfs: { "/tmp": { size: Size.mebibytes(256), mode: "1777" } },
});

const stick = new Host(flake, "stick", { system: "x86_64-linux" });
new IsoImage(stick, "image", { compression: Compression.zstd(1), embedFlake: true });
new BootConfig(stick, "boot", { kernelParameters: consoles });
new SshAccess(stick, "ssh", { authorizedKeys });
new OfflineInstaller(stick, "installer", {
  targets: [
    { host: mirrored, machine: MachineSelector.bySerial("PF3 ABCDE") },
    {
      host: volumes,
      machine: [MachineSelector.bySerial("none"), MachineSelector.byMacAddress("52:54:00:AB:00:01")],
      secrets: { "/etc/ssh/ssh_host_ed25519_key": Secret.named("lvm-1-host-key") },
    },
    compressed,
    old,
  ],
  mode: InstallMode.unattended({ countdown: Duration.seconds(5), then: "powerOff" }),
  enroll: { recoveryKey: true },
});

app.synth();
