import { checkTarget, type Permissions } from "../../../lib/commands/flash/check-target";
import { confirmationMissing, deviceRefused, isoNotHybrid, notConfirmed } from "../../../lib/commands/flash/errors";
import type { BlockDevice } from "../../../lib/platform/block-device/block-device";
import { newFile, type FileFacts } from "../../../lib/platform/block-device/file-facts";
import type { FlashTarget } from "../../../lib/platform/block-device/flash-target";
import type { TargetKind } from "../../../lib/platform/block-device/target-kinds";
import type { Failure } from "../../../lib/platform/failure";
import { byCommand, type ErrorEntry } from "./error-entry";

const isoSize = 858_993_459;
const stickSize = 15_376_318_464;
const iso = "/nix/store/3x7dwzq014bblazs7kq20p9hyzz0qh8g-lilith.iso/iso/lilith.iso";

const stick: BlockDevice = {
  name: "sdb",
  path: "/dev/sdb",
  number: "8:16",
  type: "disk",
  size: stickSize,
  isReadOnly: false,
  isRemovable: true,
  bus: "usb",
  model: "SanDisk Ultra",
  fileSystem: null,
  label: null,
  mountPoints: [],
  children: [],
};

const partition = (parts: Partial<BlockDevice>): BlockDevice => ({
  ...stick,
  name: "sdb1",
  path: "/dev/sdb1",
  type: "part",
  ...parts,
});

/** The failure of `synth flash` with a device. */
function refused(
  facts: Partial<BlockDevice>,
  kind: TargetKind = "removable",
  permissions: Permissions = { kind: "removable", unmounts: false },
): Failure {
  const device = { ...stick, ...facts };
  const target: FlashTarget = {
    path: device.path,
    kind,
    size: device.size,
    device: 0n,
    sequence: undefined,
    facts: device,
    file: undefined,
  };
  return refusedTarget(target, permissions);
}

/** The failure of `synth flash --kind file` with a file of 91 bytes. */
function refusedFile(file: Partial<FileFacts>): Failure {
  const facts: FileFacts = { content: "image", users: [], isStorePath: false, ...file };
  const target: FlashTarget = {
    path: disk,
    kind: "file",
    size: 91,
    device: 0n,
    sequence: undefined,
    facts: undefined,
    file: facts,
  };
  return refusedTarget(target, { kind: "file", unmounts: false });
}

function refusedTarget(target: FlashTarget, permissions: Permissions): Failure {
  const [first, ...others] = checkTarget(target, isoSize, permissions);
  if (first === undefined) throw new Error(`${target.path} is not refused`);
  return deviceRefused(target.path, first, others);
}

const disk = "/home/me/disk.img";
const flash = "synth flash lilith /dev/sdb";
const list = "synth flash      # lists the removable devices";

/** Errors of `synth flash` before it writes. */
export const flashErrors: readonly ErrorEntry[] = [
  byCommand({
    code: "confirmation-missing",
    meaning: "`synth flash` must ask before it erases a device, and has no terminal to ask on.",
    samples: () => confirmationMissing("/dev/sdb"),
    shows: `${flash} < /dev/null`,
    repairs: `${flash} --yes`,
  }),
  byCommand({
    code: "device-empty",
    meaning: "The device is a reader without a card, or a drive without a medium.",
    why: "The size of the device is 0.",
    samples: () => refused({ size: 0 }),
    shows: flash,
    repairs: `${flash}      # with a card in the reader`,
  }),
  byCommand({
    code: "device-file",
    meaning: "The target is a file, and `--kind file` was not passed.",
    samples: () =>
      refusedTarget(
        { path: disk, kind: "file", size: 0, device: 0n, sequence: undefined, facts: undefined, file: newFile },
        { kind: "removable", unmounts: false },
      ),
    shows: "synth flash lilith disk.img",
    repairs: "synth flash lilith disk.img --kind file",
  }),
  byCommand({
    code: "device-fixed",
    meaning: "The target is an internal disk, and `--kind fixed` was not passed.",
    samples: () => refused({ path: "/dev/nvme0n1", name: "nvme0n1", isRemovable: false, bus: "nvme" }, "fixed"),
    shows: "synth flash lilith /dev/nvme0n1",
    repairs: list,
  }),
  byCommand({
    code: "device-held",
    meaning: "A volume group, a RAID array, or an encrypted device on the target is active.",
    samples: () =>
      refused({
        children: [partition({ children: [partition({ name: "data", path: "/dev/mapper/data", type: "crypt" })] })],
      }),
    shows: flash,
    repairs: `sudo cryptsetup close data\n${flash}`,
  }),
  byCommand({
    code: "device-mounted",
    meaning: "A file system on the target is mounted.",
    samples: () => refused({ children: [partition({ mountPoints: ["/media/me/DATA"] })] }),
    shows: flash,
    repairs: `${flash} --unmount`,
  }),
  byCommand({
    code: "device-partition",
    meaning: "The target is a partition, and `--kind partition` was not passed.",
    samples: () => refused(partition({}), "partition"),
    shows: "synth flash lilith /dev/sdb1",
    repairs: flash,
  }),
  byCommand({
    code: "device-read-only",
    meaning: "The device rejects writes.",
    samples: () => refused({ isReadOnly: true }),
    shows: flash,
    repairs: `sudo blockdev --setrw /dev/sdb\n${flash}`,
  }),
  byCommand({
    code: "device-removable",
    meaning: "The target is a removable disk, and `--kind` states another kind.",
    samples: () => refused({}, "removable", { kind: "fixed", unmounts: false }),
    shows: `${flash} --kind fixed`,
    repairs: flash,
  }),
  byCommand({
    code: "device-system",
    meaning: "The target contains the running system.",
    samples: () => refused({ children: [partition({ mountPoints: ["/"] })] }),
    shows: flash,
    repairs: list,
  }),
  byCommand({
    code: "device-too-small",
    meaning: "The ISO does not fit on the device.",
    fix: "Use a larger device. [Shrink the image](../how-to/shrink-the-image.md) shows what takes space.",
    samples: () => refused({ size: 512_000_000 }),
    shows: flash,
    repairs: "synth inspect lilith      # shows what takes the space",
  }),
  byCommand({
    code: "file-in-store",
    meaning: "The target is a file in a Nix store.",
    samples: () => refusedFile({ isStorePath: true }),
    shows: "synth flash lilith result-lilith/iso/lilith.iso --kind file",
    repairs: "synth flash lilith disk.img --kind file",
  }),
  byCommand({
    code: "file-in-use",
    meaning: "A program has the target file open, such as a virtual machine whose disk it is.",
    why: "The program would read a mixture of old and new data.",
    samples: () => refusedFile({ users: ["qemu-system-x86 (process 4711)"] }),
    shows: "synth flash lilith disk.img --kind file",
    repairs: "synth flash lilith other.img --kind file",
  }),
  byCommand({
    code: "file-not-image",
    meaning: "The target file has contents of its own, such as a document.",
    samples: () => refusedFile({ content: "data" }),
    shows: "synth flash lilith notes.txt --kind file",
    repairs: "synth flash lilith disk.img --kind file      # a file that does not exist yet",
  }),
  byCommand({
    code: "file-too-small",
    meaning: "The target file is smaller than the ISO.",
    why: "A virtual machine sees a disk of the size of the file, so cdknix does not change the size of an existing one.",
    samples: () => refusedFile({}),
    shows: "synth flash lilith disk.img --kind file",
    repairs: "rm disk.img && synth flash lilith disk.img --kind file",
  }),
  byCommand({
    code: "iso-not-hybrid",
    meaning: "The ISO boots only from a CD or DVD, but is written to a disk. This is a warning.",
    samples: () => isoNotHybrid("lilith", iso),
    language: "ts",
    shows: 'new NixosModule(iso, "image-settings", { config: { isoImage: { makeUsbBootable: nix.force(false) } } });',
    repairs: 'new NixosModule(iso, "image-settings", { config: { isoImage: { makeUsbBootable: nix.force(true) } } });',
  }),
  byCommand({
    code: "not-confirmed",
    meaning: "You did not type the name of the device, so `synth flash` wrote nothing.",
    why: "All data on the device would be erased.",
    fix: "Run the command again, and type the name that it asks for.",
    samples: () => notConfirmed("/dev/sdb"),
    shows: flash,
    repairs: `${flash}      # type the name of the device`,
  }),
];
