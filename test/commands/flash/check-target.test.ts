import { checkTarget } from "../../../lib/commands/flash/check-target";
import { formatIssues } from "../../../lib/model";
import { parseBlockDevices, type BlockDevice } from "../../../lib/platform/block-device/block-device";
import { isCandidate, type FlashTarget } from "../../../lib/platform/block-device/flash-target";
import type { TargetKind } from "../../../lib/platform/block-device/target-kinds";
import { lsblkDevice, lsblkJson, mountedStick, systemDisk } from "../../platform/block-device/lsblk";

const isoSize = 187_200_000;

function read(facts: Readonly<Record<string, unknown>>): BlockDevice {
  const [device] = parseBlockDevices(lsblkJson(facts));
  if (device === undefined) throw new Error("nothing was read");
  return device;
}

function refusals(
  facts: Readonly<Record<string, unknown>>,
  is: TargetKind,
  said: { readonly kind?: TargetKind; readonly unmounts?: boolean } = {},
): string {
  const device = read(facts);
  const target: FlashTarget = {
    path: device.path,
    kind: is,
    size: device.size,
    device: 0n,
    sequence: undefined,
    facts: device,
    file: undefined,
  };
  return formatIssues(checkTarget(target, isoSize, { kind: "removable", unmounts: false, ...said }));
}

describe("a device to write an ISO to", () => {
  it("is accepted if it is an unused removable disk", () => {
    expect(refusals(lsblkDevice({}), "removable")).toBe("");
    expect(refusals(lsblkDevice({ size: isoSize }), "removable")).toBe("");
  });

  it("is rejected if it is mounted, unless --unmount is set", () => {
    expect(refusals(mountedStick, "removable")).toMatchInlineSnapshot(`
     "error[device-mounted]: /dev/sdb is mounted
       why:   sdb1 is mounted at /media/me/DATA
       fix:   unmount it, or pass --unmount; all data on it will be erased
       docs:  https://cdknix.example/errors/device-mounted"
    `);
    expect(refusals(mountedStick, "removable", { unmounts: true })).toBe("");
  });

  it("is always rejected if it contains the running system", () => {
    const refused = refusals(systemDisk, "fixed", { kind: "fixed", unmounts: true });
    expect(refused).toMatchInlineSnapshot(`
     "error[device-system]: /dev/nvme0n1 contains the running system
       why:   nvme0n1p1 is mounted at /boot, vg-root is mounted at /home, vg-root is mounted at /, vg-swap is used as swap
       fix:   choose another device; no option overrides this
       docs:  https://cdknix.example/errors/device-system"
    `);
    expect(refusals(systemDisk, "fixed")).toBe(refused);
  });

  it.each(["/", "/boot/efi", "/nix", "/nix/store", "/usr", "/var", "/home/me", "/iso", "[SWAP]"])(
    "contains the running system if it is mounted at %s",
    (point) => {
      expect(refusals(lsblkDevice({ mountpoints: [point] }), "removable", { unmounts: true })).toContain(
        "error[device-system]",
      );
    },
  );

  it.each(["/mnt", "/media/boot", "/run/media/me/nix", "/home/me/usb", "/bootstrap"])(
    "does not contain the running system if it is mounted at %s",
    (point) => {
      expect(refusals(lsblkDevice({ mountpoints: [point] }), "removable")).toContain("error[device-mounted]");
    },
  );

  it("is rejected if a volume, an array, or an encrypted device on it is active", () => {
    const array = lsblkDevice({ name: "md127", type: "raid1" });
    const stick = lsblkDevice({ children: [lsblkDevice({ name: "sdb1", type: "part", children: [array] })] });
    expect(refusals(stick, "removable", { unmounts: true })).toMatchInlineSnapshot(`
     "error[device-held]: /dev/sdb is in use by md127 (raid1)
       why:   a volume, an array, or an encrypted device on it is active
       fix:   deactivate it first: vgchange --activate n, mdadm --stop, or cryptsetup close
       docs:  https://cdknix.example/errors/device-held"
    `);
  });

  it("is rejected if it is read-only, too small, or empty", () => {
    expect(refusals(lsblkDevice({ ro: true, size: isoSize - 1 }), "removable")).toMatchInlineSnapshot(`
     "error[device-read-only]: /dev/sdb is read-only
       why:   the device rejects writes, perhaps because of its write-protect switch
       fix:   turn off write protection, or try blockdev --setrw /dev/sdb
       docs:  https://cdknix.example/errors/device-read-only

     error[device-too-small]: /dev/sdb is too small
       why:   its size is 187.2 MB, and the ISO needs 187.2 MB
       fix:   use a larger device, or shrink the image
       docs:  https://cdknix.example/errors/device-too-small"
    `);
    expect(refusals(lsblkDevice({ size: 0 }), "removable")).toMatchInlineSnapshot(`
     "error[device-empty]: /dev/sdb has no medium
       fix:   insert one
       docs:  https://cdknix.example/errors/device-empty"
    `);
  });

  it("must match --kind exactly", () => {
    expect(refusals(lsblkDevice({ name: "sda", rm: false }), "fixed")).toMatchInlineSnapshot(`
     "error[device-fixed]: /dev/sda is an internal disk, not a removable disk
       why:   neither the disk nor its bus is removable, so it may contain an installed system
       fix:   to write to an internal disk, pass --kind fixed
       docs:  https://cdknix.example/errors/device-fixed"
    `);
    expect(refusals(lsblkDevice({ name: "sdb1", type: "part" }), "partition")).toMatchInlineSnapshot(`
     "error[device-partition]: /dev/sdb1 is a partition, not a removable disk
       why:   firmware boots the image from the beginning of a disk, not from a partition
       fix:   to write to a partition, pass --kind partition
       docs:  https://cdknix.example/errors/device-partition"
    `);
    expect(refusals(lsblkDevice({}), "removable", { kind: "fixed" })).toMatchInlineSnapshot(`
     "error[device-removable]: /dev/sdb is a removable disk, not an internal disk
       why:   --kind must match the device exactly
       fix:   omit --kind
       docs:  https://cdknix.example/errors/device-removable"
    `);
    for (const kind of ["fixed", "partition"] as const) expect(refusals(lsblkDevice({}), kind, { kind })).toBe("");
    expect(refusals(lsblkDevice({ name: "sdb1" }), "partition", { kind: "fixed" })).toContain(
      "error[device-partition]",
    );
  });
});

describe("the list of devices", () => {
  it("contains only removable disks with a medium", () => {
    const devices = parseBlockDevices(
      lsblkJson(
        systemDisk,
        mountedStick,
        lsblkDevice({ name: "sdc", rm: false, hotplug: false, vendor: null, model: "Portable SSD" }),
        lsblkDevice({ name: "sdd", size: 0, model: "Card Reader" }),
        lsblkDevice({ name: "sr0", type: "rom" }),
        lsblkDevice({ name: "loop0", type: "loop", rm: false, hotplug: false, tran: null }),
        lsblkDevice({ name: "mmcblk0", rm: false, tran: "mmc", vendor: null, model: null }),
      ),
    );
    expect(devices.filter(isCandidate).map(({ path, model, bus }) => ({ path, model, bus }))).toEqual([
      { path: "/dev/sdb", model: "SanDisk Ultra", bus: "usb" },
      { path: "/dev/sdc", model: "Portable SSD", bus: "usb" },
      { path: "/dev/mmcblk0", model: null, bus: "mmc" },
    ]);
  });

  it("omits vendors that are only a bus number", () => {
    expect(read(lsblkDevice({ vendor: "0x1af4", model: null })).model).toBeNull();
  });
});
