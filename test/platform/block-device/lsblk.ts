/** The relevant part of the output of `lsblk` (util-linux 2.38) for one device. */
export function lsblkDevice(facts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const name = typeof facts.name === "string" ? facts.name : "sdb";
  return {
    name,
    path: `/dev/${name}`,
    "maj:min": "  8:16 ",
    type: "disk",
    size: 15_376_000_000,
    ro: false,
    rm: true,
    hotplug: true,
    tran: "usb",
    vendor: "SanDisk ",
    model: "Ultra",
    fstype: null,
    label: null,
    mountpoints: [null],
    ...facts,
  };
}

/** An internal disk with the running system on a logical volume. */
export const systemDisk = lsblkDevice({
  ...{ name: "nvme0n1", rm: false, hotplug: false, tran: "nvme", vendor: null, model: "Samsung SSD 980" },
  children: [
    lsblkDevice({ name: "nvme0n1p1", type: "part", rm: false, hotplug: false, fstype: "vfat", mountpoints: ["/boot"] }),
    lsblkDevice({
      ...{ name: "nvme0n1p2", type: "part", rm: false, hotplug: false, fstype: "LVM2_member" },
      children: [
        lsblkDevice({ name: "vg-root", path: "/dev/mapper/vg-root", type: "lvm", mountpoints: ["/home", "/"] }),
        lsblkDevice({ name: "vg-swap", path: "/dev/mapper/vg-swap", type: "lvm", mountpoints: ["[SWAP]"] }),
      ],
    }),
  ],
});

/** A USB drive with a file system mounted by a desktop. */
export const mountedStick = lsblkDevice({
  children: [
    lsblkDevice({ name: "sdb1", type: "part", fstype: "vfat", label: "DATA", mountpoints: ["/media/me/DATA"] }),
  ],
});

/** Formats devices like `lsblk --json`. */
export function lsblkJson(...devices: readonly Readonly<Record<string, unknown>>[]): string {
  return JSON.stringify({ blockdevices: devices });
}
