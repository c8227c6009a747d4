import {
  BootLoader,
  BootLoaderKind,
  DiskContent,
  DiskLayout,
  DiskSelector,
  Filesystem,
  LogicalVolume,
  NixosModule,
  Partition,
  RaidArray,
  Secret,
  Size,
  ZfsPool,
  type DiskLayoutProps,
} from "cdknix";
import { machineSubject, props } from "../machine-subject";

const gib = (amount: number): Size => Size.gibibytes(amount);
const root = Filesystem.ext4(props("FilesystemProps", { mountPoint: "/" }));
const data = Filesystem.ext4({ mountPoint: "/data" });
const esp = Partition.esp(props("EspProps", { size: Size.mebibytes(512) }));
const bios = Partition.biosBoot();

const disk = (content: DiskContent | Filesystem, device = DiskSelector.bySerial("WD-1234")): DiskLayoutProps => ({
  disks: { main: props("DiskProps", { device, content }) },
});
const gpt = (
  partitions: Readonly<Record<string, Partition>>,
  others: Partial<DiskLayoutProps> = {},
): DiskLayoutProps => ({ ...disk(DiskContent.gpt(partitions)), ...others });
const efi = (
  partitions: Readonly<Record<string, Partition>> = {},
  others: Partial<DiskLayoutProps> = {},
): DiskLayoutProps => gpt({ esp, ...partitions, root: partitions.root ?? Partition.rest(root) }, others);

/** The layout of a disk with a selector. */
const selected = (device: DiskSelector): DiskLayoutProps =>
  disk(DiskContent.gpt({ esp, root: Partition.rest(root) }), device);

/** Several disks with the same partitions. */
const alike = (count: number, partitions: Readonly<Record<string, Partition>>): DiskLayoutProps["disks"] =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const name = `disk${String(index)}`;
      return [name, { device: DiskSelector.bySerial(name), content: DiskContent.gpt(partitions) }];
    }),
  );

const subvolumes = {
  "/": { compress: "zstd" },
  "/home": { compress: "zstd", mountOptions: ["noatime"] },
  "/nix": { compress: "zstd", name: "/@nix" },
  "/persist": { compress: "zstd", neededForBoot: true },
};
const volumes = {
  root: LogicalVolume.percent(50, root),
  swap: LogicalVolume.of(gib(4), DiskContent.swap(props("SwapProps", {}))),
  data: LogicalVolume.rest(Filesystem.xfs(props("FilesystemProps", { mountPoint: "/data" }))),
};
const lvm = DiskContent.lvmMember("pool");
const raid = DiskContent.raidMember("md");
const zfs = DiskContent.zfsMember("tank");
const datasets = {
  root: { mountPoint: "/" },
  nix: { mountPoint: "/nix", properties: { atime: "off" } },
  persist: { mountPoint: "/persist", neededForBoot: true },
  vm: {},
};

/** Layouts with UEFI and systemd-boot. */
const withUefi: Readonly<Record<string, DiskLayoutProps>> = {
  ext4: efi(),
  xfs: efi({ root: Partition.rest(Filesystem.xfs({ mountPoint: "/" })) }),
  f2fs: efi({ root: Partition.rest(Filesystem.f2fs({ mountPoint: "/" })) }),
  vfat: efi({ share: Partition.of(gib(1), Filesystem.vfat({ mountPoint: "/share", label: "SHARE" })) }),
  btrfs: efi({ root: Partition.rest(Filesystem.btrfs(props("BtrfsProps", { subvolumes }))) }),
  "btrfs-without-subvolumes": efi({
    root: Partition.rest(
      Filesystem.btrfs(
        props("BtrfsProps", {
          mountPoint: "/",
          mountOptions: ["compress=zstd"],
          label: "system",
          formatOptions: ["--csum", "xxhash"],
          neededForBoot: true,
        }),
      ),
    ),
  }),
  "filesystem-options": efi({
    data: Partition.of(
      gib(20),
      Filesystem.ext4(
        props("FilesystemProps", {
          mountPoint: "/data",
          mountOptions: ["noatime"],
          label: "data",
          formatOptions: ["-m", "0"],
          neededForBoot: true,
        }),
      ),
    ),
    other: Partition.of(gib(1), Filesystem.ext4(props("FilesystemProps", { neededForBoot: false })), { type: "8302" }),
  }),
  "btrfs-not-needed-for-boot": efi({
    data: Partition.of(gib(9), Filesystem.btrfs(props("BtrfsProps", { mountPoint: "/data", neededForBoot: false }))),
  }),
  "luks-asked": efi({ root: Partition.rest(DiskContent.luks(root, props("LuksProps", { discards: false }))) }),
  "luks-secret": efi({
    root: Partition.rest(
      DiskContent.luks(
        Filesystem.btrfs({ subvolumes }),
        props("LuksProps", {
          name: "vault",
          passphrase: Secret.named("disk"),
          discards: true,
          formatOptions: ["--pbkdf", "argon2id"],
        }),
      ),
    ),
  }),
  lvm: efi({ root: Partition.rest(lvm) }, { volumeGroups: { pool: volumes } }),
  "luks-lvm": efi({ root: Partition.rest(DiskContent.luks(lvm)) }, { volumeGroups: { pool: volumes } }),
  "swap-partition": efi(
    {
      swap: Partition.swap(
        props("SwapPartitionProps", { size: gib(16), hibernation: true, discards: true, priority: 3 }),
      ),
    },
    { memory: gib(16) },
  ),
  "swap-encrypted": efi({
    swap: Partition.swap(
      props("SwapPartitionProps", { size: gib(4), randomEncryption: true, discards: false, hibernation: false }),
    ),
    more: Partition.swap(props("SwapPartitionProps", { size: gib(4), randomEncryption: false })),
    pv: Partition.of(
      gib(4),
      DiskContent.swap(props("SwapProps", { priority: 1, randomEncryption: true, discards: true, hibernation: false })),
    ),
    luks: Partition.of(
      gib(4),
      DiskContent.luks(
        DiskContent.swap(props("SwapProps", { randomEncryption: false, discards: false, hibernation: true })),
      ),
    ),
  }),
  "swap-files": efi(
    {},
    {
      swapFiles: {
        "/swapfile": props("SwapFileProps", { size: gib(4), priority: 5, randomEncryption: true }),
        "/other": props("SwapFileProps", { size: gib(1), randomEncryption: false }),
      },
    },
  ),
  tmpfs: gpt(
    { esp, nix: Partition.rest(Filesystem.ext4({ mountPoint: "/nix" })) },
    {
      tmpfs: {
        "/": props("TmpfsProps", { size: gib(2), mode: "755" }),
        "/tmp": props("TmpfsProps", { mode: "1777", mountOptions: ["nodev"] }),
      },
    },
  ),
  "esp-elsewhere": gpt({
    esp: Partition.esp(props("EspProps", { size: gib(1), mountPoint: "/efi", mountOptions: ["umask=0022"] })),
    root: Partition.rest(root),
  }),
  disko: efi({
    data: Partition.of(gib(9), DiskContent.disko({ type: "filesystem", format: "exfat", mountpoint: "/exchange" })),
  }),
  size: { disks: { main: props("DiskProps", { device: DiskSelector.only(), content: DiskContent.gpt({ esp, root: Partition.rest(root) }), size: gib(80) }) } }, // prettier-ignore
  "by-id": selected(DiskSelector.byId("nvme-Samsung_SSD_980_1TB_S649NX0R123456")),
  "by-wwn": selected(DiskSelector.byWwn("0x5002538e40a1b2c3")),
  "by-path": selected(DiskSelector.path("/dev/disk/by-path/pci-0000:00:1f.2-ata-1")),
  "by-conditions": selected(
    DiskSelector.where({
      minimumSize: gib(100),
      maximumSize: gib(2000),
      rotational: false,
      transport: "nvme",
      model: "Samsung SSD",
    }),
  ),
  "second-disk": {
    disks: {
      ...selected(DiskSelector.only({ atLeast: gib(8) })).disks,
      data: { device: DiskSelector.bySerial("second"), content: DiskContent.luks(data) },
    },
  },
  zfs: efi({ root: Partition.rest(zfs) }, { zfsPools: { tank: ZfsPool.stripe(props("ZfsPoolProps", { datasets })) } }),
  "zfs-mirror": {
    disks: { ...alike(2, { data: Partition.rest(zfs) }), ...efi().disks },
    zfsPools: {
      tank: ZfsPool.mirror(
        props("ZfsPoolProps", {
          datasets: { data: { mountPoint: "/data" } },
          poolProperties: { ashift: "12" },
          properties: { compression: "lz4" },
        }),
      ),
    },
  },
};

/** Layouts for GRUB. */
const withGrub: Readonly<Record<string, readonly [DiskLayoutProps, BootLoaderKind]>> = {
  "bios-gpt": [gpt({ bios, root: Partition.rest(root) }), BootLoaderKind.grubBios()],
  mbr: [
    disk(
      DiskContent.mbr({
        boot: Partition.of(gib(1), Filesystem.ext4({ mountPoint: "/boot" })),
        swap: Partition.swap({ size: gib(2) }),
        root: Partition.rest(root),
      }),
    ),
    BootLoaderKind.grubBios(),
  ],
  "mbr-by-conditions": [
    disk(DiskContent.mbr({ root: Partition.rest(root) }), DiskSelector.only()),
    BootLoaderKind.grubBios(),
  ],
  "bios-and-uefi": [gpt({ bios, esp, root: Partition.rest(root) }), BootLoaderKind.grub()],
  raid0: [
    { disks: alike(2, { bios, boot: Partition.rest(raid) }), arrays: { md: RaidArray.raid0(root) } },
    BootLoaderKind.grubBios(),
  ],
  raid1: [
    {
      disks: alike(2, {
        esp: Partition.of(gib(1), DiskContent.raidMember("esp"), { type: "EF00" }),
        root: Partition.rest(raid),
      }),
      arrays: {
        esp: RaidArray.raid1(
          Filesystem.vfat({ mountPoint: "/boot" }),
          props("RaidArrayProps", { metadata: "1.0" as const }),
        ),
        md: RaidArray.raid1(DiskContent.luks(lvm), props("RaidArrayProps", { metadata: "1.1" as const })),
      },
      volumeGroups: { pool: volumes },
    },
    BootLoaderKind.grubEfi(),
  ],
  raid10: [
    {
      disks: alike(4, { bios, root: Partition.rest(raid) }),
      arrays: { md: RaidArray.raid10(root, props("RaidArrayProps", { metadata: "1.2" as const })) },
    },
    BootLoaderKind.grubBios(),
  ],
};

const layouts: Readonly<Record<string, DiskLayoutProps>> = {
  ...withUefi,
  ...Object.fromEntries(Object.entries(withGrub).map(([name, [layout]]) => [name, layout])),
};

export const diskLayout = machineSubject("disk-layout", DiskLayout, layouts, (host, variant) => {
  new BootLoader(host, "loader", withGrub[variant]?.[1] ?? BootLoaderKind.systemdBoot());
  if (variant.startsWith("zfs")) new NixosModule(host, "zfs", { config: { networking: { hostId: "8425e349" } } });
});
