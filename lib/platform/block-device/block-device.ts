import { z } from "zod";
import { runProcess } from "../process/run-process";
import { deviceNotUnmounted, lsblkFailed, lsblkMissing, lsblkStrange } from "./errors";

/** A block device as the kernel knows it, with what is made of it: partitions, and what lies on those. */
export interface BlockDevice {
  /** The kernel's name, such as `sdb`. */
  readonly name: string;
  /** Such as `/dev/sdb`. */
  readonly path: string;
  /** Major and minor number, such as `8:16`. */
  readonly number: string;
  /** `disk`, `part`, `loop`, `rom`, `lvm`, `crypt`, `raid1` and so on. */
  readonly type: string;
  /** In bytes; 0 for a reader without a medium. */
  readonly size: number;
  readonly isReadOnly: boolean;
  /** Whether it, or what it is plugged into, is made to be taken out. */
  readonly isRemovable: boolean;
  /** Such as `usb`, `sata`, `nvme`, `mmc`; null where the kernel does not tell. */
  readonly bus: string | null;
  /** Vendor and model; null where the device tells none. */
  readonly model: string | null;
  /** Type of the file system on it; null where there is none that is known. */
  readonly fileSystem: string | null;
  /** Label of the file system. */
  readonly label: string | null;
  /** Where it is mounted; `[SWAP]` where memory is swapped to it. */
  readonly mountPoints: readonly string[];
  readonly children: readonly BlockDevice[];
}

// Of util-linux from 2.37 on (2021), which knows more than one mount point of a device.
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

/** What `lsblk --json` printed. @throws what zod throws when it is something else. */
export function parseBlockDevices(json: string): readonly BlockDevice[] {
  return outputSchema.parse(JSON.parse(json)).blockdevices;
}

/**
 * The block devices of this machine, or one of them by its path.
 * @throws a failure of kind `machine` when util-linux is missing, older than 2.37, or has nothing to read.
 */
export async function readBlockDevices(path?: string): Promise<readonly BlockDevice[]> {
  const run = await runProcess({
    argv: ["lsblk", "--json", "--bytes", "--output", columns.join(","), ...(path === undefined ? [] : [path])],
    cwd: "/",
    env: { LC_ALL: "C" },
  });
  if (run.startError === "ENOENT") throw lsblkMissing();
  // Without any block device it ends with 32 and prints none.
  if (run.exitCode !== 0 && run.stdout.trim() === "") {
    if (path === undefined && run.stderr.trim() === "") return [];
    throw lsblkFailed(run);
  }
  try {
    return parseBlockDevices(run.stdout);
  } catch {
    throw lsblkStrange(run);
  }
}

/** A device with everything that is made of it. */
export function withDescendants(device: BlockDevice): readonly BlockDevice[] {
  return [device, ...device.children.flatMap(withDescendants)];
}

/** What the device calls itself. A vendor that is a number (`0x1af4`) is one of the bus and tells people nothing. */
function modelOf(vendor: string | null, model: string | null): string | null {
  const words = [vendor, model].flatMap((word) => {
    const trimmed = word?.trim().replaceAll(/\s+/g, " ") ?? "";
    return trimmed === "" || /^0x[0-9a-f]+$/.test(trimmed) ? [] : [trimmed];
  });
  return words.length === 0 ? null : words.join(" ");
}

/** Every place that a device or something on it is mounted at. */
export function mountsOf(device: BlockDevice): readonly { readonly point: string; readonly by: BlockDevice }[] {
  return withDescendants(device).flatMap((by) => by.mountPoints.map((point) => ({ point, by })));
}

/**
 * Unmounts everything that is mounted of a device, what was mounted last first.
 * @throws a failure when something is in use.
 */
export async function unmountDevice(device: BlockDevice): Promise<void> {
  const points = [...new Set(mountsOf(device).map(({ point }) => point))];
  for (const point of points.sort((left, right) => right.length - left.length)) {
    const run = await runProcess({ argv: ["umount", point], cwd: "/", env: { LC_ALL: "C" } });
    if (run.exitCode !== 0) throw deviceNotUnmounted(point, run);
  }
}
