import { readFileSync } from "node:fs";
import { z } from "zod";
import { runProcess } from "../process/run-process";
import { deviceNotUnmounted, lsblkFailed, lsblkMissing, lsblkOutputInvalid } from "./errors";

/** A block device as the kernel reports it, with its partitions and the devices stacked on them. */
export interface BlockDevice {
  /** The kernel's name, such as `sdb`. */
  readonly name: string;
  /** Such as `/dev/sdb`. */
  readonly path: string;
  /** Major and minor number, such as `8:16`. */
  readonly number: string;
  /** `disk`, `part`, `loop`, `rom`, `lvm`, `crypt`, `raid1` and so on. */
  readonly type: string;
  /** Size in bytes; 0 for a card reader without a medium. */
  readonly size: number;
  readonly isReadOnly: boolean;
  /** Whether the device, or the slot that it is plugged into, is removable or hot-pluggable. */
  readonly isRemovable: boolean;
  /** Bus, such as `usb`, `sata`, `nvme`, or `mmc`; null if the kernel does not report it. */
  readonly bus: string | null;
  /** Vendor and model; null if the device reports neither. */
  readonly model: string | null;
  /** Type of its file system; null if there is none or the type is unknown. */
  readonly fileSystem: string | null;
  /** Label of the file system. */
  readonly label: string | null;
  /** Mount points; `[SWAP]` for swap space. */
  readonly mountPoints: readonly string[];
  readonly children: readonly BlockDevice[];
}

// Requires util-linux 2.37 (2021), the first version that reports several mount points per device.
const columns = [
  ...["NAME", "PATH", "MAJ:MIN", "TYPE", "SIZE", "RO", "RM", "HOTPLUG"],
  ...["TRAN", "VENDOR", "MODEL", "FSTYPE", "LABEL", "MOUNTPOINTS"],
];

const text = z.string().nullable().catch(null);

const deviceSchema: z.ZodType<BlockDevice> = z.lazy(() =>
  z
    .object({
      name: z.string(),
      path: z.string(),
      "maj:min": z.string(),
      type: z.string(),
      size: z.number().nullable(),
      ro: z.boolean(),
      rm: z.boolean(),
      hotplug: z.boolean(),
      tran: text,
      vendor: text,
      model: text,
      fstype: text,
      label: text,
      mountpoints: z.array(z.string().nullable()),
      children: z.array(deviceSchema).default([]),
    })
    .transform((read) => ({
      name: read.name,
      path: read.path,
      // Padded by some versions.
      number: read["maj:min"].trim(),
      type: read.type,
      size: read.size ?? 0,
      isReadOnly: read.ro,
      isRemovable: read.rm || read.hotplug || read.tran === "usb",
      bus: read.tran,
      model: modelOf(read.vendor, read.model),
      fileSystem: read.fstype,
      label: read.label,
      mountPoints: read.mountpoints.filter((point) => point !== null),
      children: read.children,
    })),
);

const outputSchema = z.object({ blockdevices: z.array(deviceSchema) });

/** Parses the output of `lsblk --json`. @throws a zod error if the output has another shape. */
export function parseBlockDevices(json: string): readonly BlockDevice[] {
  return outputSchema.parse(JSON.parse(json)).blockdevices;
}

/**
 * Returns the block devices of this machine, or only the one at `path`.
 * @throws a failure of kind `machine` if util-linux is missing, older than 2.37, or cannot read any device.
 */
export async function readBlockDevices(path?: string): Promise<readonly BlockDevice[]> {
  const run = await runProcess({
    argv: ["lsblk", "--json", "--bytes", "--output", columns.join(","), ...(path === undefined ? [] : [path])],
    cwd: "/",
    env: { LC_ALL: "C" },
  });
  if (run.startError === "ENOENT") throw lsblkMissing();
  // Without any block device, lsblk exits with 32 and prints nothing.
  if (run.exitCode !== 0 && run.stdout.trim() === "") {
    if (path === undefined && run.stderr.trim() === "") return [];
    throw lsblkFailed(run);
  }
  try {
    return parseBlockDevices(run.stdout);
  } catch {
    throw lsblkOutputInvalid(run);
  }
}

/**
 * The number that the kernel gives to a disk when it is plugged in, or its medium is changed; no other disk gets it until
 * the next boot. Undefined before Linux 5.15.
 * Source: https://www.kernel.org/doc/Documentation/ABI/stable/sysfs-block, `diskseq`
 * @param number major and minor number of the disk or of a partition on it
 */
export function diskSequence(number: string): string | undefined {
  for (const directory of [number, `${number}/..`]) {
    try {
      return readFileSync(`/sys/dev/block/${directory}/diskseq`, "utf8").trim();
    } catch {
      // A partition has none of its own.
    }
  }
  return undefined;
}

/** A device and everything stacked on it. */
export function withDescendants(device: BlockDevice): readonly BlockDevice[] {
  return [device, ...device.children.flatMap(withDescendants)];
}

/** The device's own name. A numeric vendor (`0x1af4`) is a bus ID and means nothing to people. */
function modelOf(vendor: string | null, model: string | null): string | null {
  const words = [vendor, model].flatMap((word) => {
    const trimmed = word?.trim().replaceAll(/\s+/g, " ") ?? "";
    return trimmed === "" || /^0x[0-9a-f]+$/.test(trimmed) ? [] : [trimmed];
  });
  return words.length === 0 ? null : words.join(" ");
}

/** Every mount point of a device and of everything stacked on it. */
export function mountsOf(device: BlockDevice): readonly { readonly point: string; readonly by: BlockDevice }[] {
  return withDescendants(device).flatMap((by) => by.mountPoints.map((point) => ({ point, by })));
}

/**
 * Unmounts every mount point of a device, the most recent first.
 * @throws a failure if a mount point is in use.
 */
export async function unmountDevice(device: BlockDevice): Promise<void> {
  const points = [...new Set(mountsOf(device).map(({ point }) => point))];
  for (const point of points.sort((left, right) => right.length - left.length)) {
    const run = await runProcess({ argv: ["umount", point], cwd: "/", env: { LC_ALL: "C" } });
    if (run.exitCode !== 0) throw deviceNotUnmounted(point, run);
  }
}
