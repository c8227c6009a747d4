import {
  cacheNotDropped,
  deviceChanged,
  deviceDiffers,
  deviceHalfWritten,
  deviceMissing,
  deviceNotOpened,
  deviceNotRead,
  deviceNotUnmounted,
  deviceNotWritable,
  fileNotCreated,
  isoDamaged,
  lsblkFailed,
  lsblkMissing,
  lsblkOutputInvalid,
} from "../../../lib/platform/block-device/errors";
import { byCommand, type ErrorEntry } from "./error-entry";
import { endedProcess, systemError } from "./samples";

const isoSize = 858_993_459;
const iso = "/nix/store/3x7dwzq014bblazs7kq20p9hyzz0qh8g-lilith.iso/iso/lilith.iso";
const flash = "synth flash lilith /dev/sdb";
const list = "synth flash      # lists the removable devices";

/** Errors of devices: finding, opening, writing, and verifying them. */
export const deviceErrors: readonly ErrorEntry[] = [
  byCommand({
    code: "device-busy",
    meaning: "The kernel refuses to open the device because something else uses it.",
    samples: () => deviceNotOpened("/dev/sdb", systemError("EBUSY", "open '/dev/sdb'", "resource busy or locked")),
    shows: flash,
    repairs: `lsblk /dev/sdb && sudo fuser -v /dev/sdb*      # show what uses it\n${flash}`,
  }),
  byCommand({
    code: "device-cache",
    meaning: "The ISO was written, but the kernel cannot discard its copy in memory, so the device cannot be verified.",
    samples: () =>
      cacheNotDropped(
        "/dev/sdb",
        endedProcess({ argv: ["blockdev", "--flushbufs", "/dev/sdb"], exitCode: 127, stderr: "blockdev: not found" }),
      ),
    shows: flash,
    repairs: `sudo apt-get update && sudo apt-get install util-linux      # on Debian and Ubuntu\n${flash}`,
  }),
  byCommand({
    code: "device-changed",
    meaning: "The device was replaced after you chose it: its name now belongs to another device.",
    samples: () => deviceChanged("/dev/sdb"),
    shows: flash,
    repairs: list,
  }),
  byCommand({
    code: "device-differs",
    meaning: "The data that the device returns is not the data that was written.",
    samples: () => deviceDiffers("/dev/sdb", "9c1185a5…", "4f53cda1…"),
    shows: flash,
    repairs: "synth flash lilith /dev/sdc      # another device",
  }),
  byCommand({
    code: "device-half-written",
    meaning: "The write stopped before the end, because of Ctrl-C or an error of the device.",
    samples: () => deviceHalfWritten("/dev/sdb", 400e6, isoSize, undefined),
    shows: flash,
    repairs: flash,
  }),
  byCommand({
    code: "device-missing",
    meaning: "The target does not exist.",
    samples: () => deviceMissing("/dev/sdx"),
    shows: "synth flash lilith /dev/sdx",
    repairs: list,
  }),
  byCommand({
    code: "device-not-block",
    meaning: "The target is neither a disk nor a file, for example a directory or an optical drive.",
    samples: () => [
      deviceNotWritable("/dev", "a directory", false),
      deviceNotWritable("/dev/sr0", "a device of type rom, not a disk", false),
    ],
    shows: "synth flash lilith /dev/sr0",
    repairs: list,
  }),
  byCommand({
    code: "device-not-opened",
    meaning: "The device cannot be opened for writing. The reason is that of the operating system.",
    samples: () => deviceNotOpened("/dev/sdb", systemError("ENXIO", "open '/dev/sdb'", "no such device or address")),
    shows: flash,
    repairs: `${flash}      # after you plugged it in again`,
  }),
  byCommand({
    code: "device-not-read",
    meaning: "The ISO was written, but the device cannot be read back, so the copy is not verified.",
    samples: () => deviceNotRead("/dev/sdb", systemError("EIO", "read", "i/o error")),
    shows: flash,
    repairs: flash,
  }),
  byCommand({
    code: "device-not-unmounted",
    meaning: "`--unmount` was passed, but a file system on the device cannot be unmounted.",
    samples: () =>
      deviceNotUnmounted(
        "/media/me/DATA",
        endedProcess({
          argv: ["umount", "/media/me/DATA"],
          exitCode: 32,
          stderr: "umount: /media/me/DATA: target is busy.",
        }),
      ),
    shows: `${flash} --unmount`,
    repairs: `fuser --verbose --mount /media/me/DATA\n${flash} --unmount`,
  }),
  byCommand({
    code: "device-permission",
    meaning: "This user may not write to the device.",
    samples: () => deviceNotOpened("/dev/sdb", systemError("EACCES", "open '/dev/sdb'", "permission denied")),
    shows: flash,
    repairs: 'sudo env "PATH=$PATH" npx synth flash lilith /dev/sdb',
  }),
  byCommand({
    code: "file-not-created",
    meaning: "With `--kind file`, the target does not exist, and cannot be created.",
    samples: () => [
      fileNotCreated("images/lilith.img", "images does not exist"),
      fileNotCreated("lilith.img", "it is a broken link"),
    ],
    shows: "synth flash lilith images/lilith.img --kind file",
    repairs: "mkdir images && synth flash lilith images/lilith.img --kind file",
  }),
  byCommand({
    code: "iso-damaged",
    meaning: "The built ISO is not the one that was built: its checksum differs.",
    samples: () => isoDamaged(iso, "9c1185a5…", "4f53cda1…"),
    shows: flash,
    repairs: `sudo nix-store --verify --check-contents --repair\nsynth lilith --force\n${flash}`,
  }),
  byCommand({
    code: "lsblk-failed",
    meaning: "`lsblk` cannot list the devices of this machine.",
    fix: "Update util-linux to 2.37 or later. In a container, run `synth flash` on the host instead.",
    samples: () =>
      lsblkFailed(endedProcess({ argv: ["lsblk", "--json"], exitCode: 1, stderr: "lsblk: unknown column: START" })),
    shows: "lsblk --version",
    repairs: "sudo apt-get update && sudo apt-get install util-linux      # on Debian and Ubuntu",
  }),
  byCommand({
    code: "lsblk-missing",
    meaning: "The program `lsblk` is not installed.",
    samples: () => lsblkMissing(),
    shows: "lsblk",
    repairs: "sudo apt-get update && sudo apt-get install util-linux      # on Debian and Ubuntu",
  }),
  byCommand({
    code: "lsblk-output-strange",
    meaning: "`lsblk` succeeded, but printed something that cdknix does not understand.",
    why: "`lsblk` on the `PATH` is not that of util-linux, or its version is newer than cdknix knows.",
    fix: "Update cdknix. If that does not help, report the output of `lsblk --json`.",
    samples: () => lsblkOutputInvalid(endedProcess({ argv: ["lsblk", "--json"], stdout: "NAME SIZE" })),
    shows: "lsblk --json",
    repairs: "npm install cdknix@latest",
  }),
];
