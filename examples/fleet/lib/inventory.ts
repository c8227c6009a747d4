import type { HostSystem } from "cdknix";

/** The purposes of machines. Each one is a class of hosts. */
export const purposes = ["desk", "server", "gateway", "probe"] as const;
/** The purpose of a machine. */
export type Purpose = (typeof purposes)[number];

/** A machine to install. */
export interface Machine {
  readonly purpose: Purpose;
  readonly system: HostSystem;
  /** Disk to install NixOS on, with a name that is the same at every boot. */
  readonly disk: string;
}

/** Every machine by its name. A real program could read them from a file or a database. */
export const inventory: Readonly<Record<string, Machine>> = {
  ...numbered(8, { purpose: "desk", system: "x86_64-linux", disk: "/dev/disk/by-path/pci-0000:01:00.0-nvme-1" }),
  ...numbered(6, { purpose: "server", system: "x86_64-linux", disk: "/dev/disk/by-path/pci-0000:00:1f.2-ata-1" }),
  "server-07": {
    purpose: "server",
    system: "aarch64-linux",
    disk: "/dev/disk/by-path/platform-fd880000.usb-usb-0:1:1.0",
  },
  "server-08": {
    purpose: "server",
    system: "aarch64-linux",
    disk: "/dev/disk/by-path/platform-fd880000.usb-usb-0:1:1.0",
  },
  ...numbered(2, { purpose: "gateway", system: "x86_64-linux", disk: "/dev/disk/by-path/pci-0000:00:13.0-ata-1" }),
  ...numbered(2, { purpose: "probe", system: "aarch64-linux", disk: "/dev/mmcblk0" }),
};

/** A number of identical machines: `desk-01`, `desk-02`, and so on. */
function numbered(count: number, machine: Machine): Readonly<Record<string, Machine>> {
  const names = Array.from({ length: count }, (_, index) => `${machine.purpose}-${String(index + 1).padStart(2, "0")}`);
  return Object.fromEntries(names.map((name) => [name, machine]));
}
