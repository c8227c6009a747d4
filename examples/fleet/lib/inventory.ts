import type { HostSystem } from "cdknix";

/** What a machine is for. Each purpose is a class of hosts. */
export const purposes = ["desk", "server", "gateway", "probe"] as const;
/** What a machine is for. */
export type Purpose = (typeof purposes)[number];

/** A machine that is to be installed. */
export interface Machine {
  readonly purpose: Purpose;
  readonly system: HostSystem;
  /** Disk that NixOS is installed on, by a name that stays the same at every boot. */
  readonly disk: string;
}

/** Every machine by its name, as one would read them from a file or a database. */
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

/** So many machines that are alike: `desk-01`, `desk-02` and so on. */
function numbered(count: number, machine: Machine): Readonly<Record<string, Machine>> {
  const names = Array.from({ length: count }, (_, index) => `${machine.purpose}-${String(index + 1).padStart(2, "0")}`);
  return Object.fromEntries(names.map((name) => [name, machine]));
}
