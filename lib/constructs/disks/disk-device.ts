import { v5 as uuid } from "uuid";
import { builtins, config, type NixReference, type NixValue } from "../../nix";
import type { DiskChoice } from "./disk-selector";
import type { LayoutDisk } from "./layout";
import { fixedBytes } from "./sizes";

/**
 * How a selected disk becomes a device of disko, whose scripts contain a path that is fixed when the system is built.
 *
 * IDs, WWNs, and paths have such a path. For a serial number or conditions, it is `/dev/disk/by-cdknix/<disk>`: the installer
 * creates this link for the disk that it chooses, and a udev rule creates it in the installed system, by the serial number, or
 * by the identifier of the partition table. Disko's script writes that identifier; it depends only on the names of the host (or
 * class) and the disk.
 *
 * `system.build.cdknixDisks` has the choice as data, for installers:
 *
 *     main = {
 *       device = "/dev/disk/by-cdknix/main";    # the path in disko's scripts
 *       select.serial = "WD-1234";              # or id, wwn, path, or any of: minimumSize, maximumSize (bytes),
 *                                               # rotational, transport, model
 *       identifier = "cf7c4bb2-…";              # of the partition table, if it identifies the disk
 *       minimumSize = 537919488;                # bytes that partitions with a fixed size need
 *       table = "gpt";                          # or "dos", as lsblk names it
 *       partitions = 2;                         # their number
 *       labels = [ … ];                         # of a GPT's partitions
 *     };
 */
export interface DiskDevice {
  /** Path in disko's scripts. */
  readonly path: string;
  /** Property that a udev rule matches; undefined if udev itself creates the path. */
  readonly recognizedBy: "serial" | "identifier" | undefined;
  /** Identifier that is written to the partition table; undefined if it has none, or another does. */
  readonly identifier: string | undefined;
}

/** A disk of a layout with its device. */
export interface SelectedDisk {
  readonly name: string;
  readonly disk: LayoutDisk;
  readonly device: DiskDevice;
}

/** Namespace of the identifiers: a random UUID. */
const namespace = "6c1b1e0a-54ce-4f7d-9c4b-0a8f1d3a7e52";

/**
 * The device of a disk.
 * @param owner name of the host or class
 */
export function diskDevice(owner: string, name: string, { choice, content }: LayoutDisk): DiskDevice {
  switch (choice.by) {
    case "id":
      return { path: `/dev/disk/by-id/${choice.value}`, recognizedBy: undefined, identifier: undefined };
    case "wwn": {
      const isNvme = !choice.value.startsWith("0x");
      const path = `/dev/disk/by-id/${isNvme ? "nvme" : "wwn"}-${choice.value}`;
      return { path, recognizedBy: undefined, identifier: undefined };
    }
    case "path":
      return { path: choice.value, recognizedBy: undefined, identifier: undefined };
    case "serial":
      return { path: linkOf(name), recognizedBy: "serial", identifier: undefined };
    case "conditions": {
      const full = uuid(`${owner}/${name}`, namespace);
      if (content.kind !== "table") return { path: linkOf(name), recognizedBy: undefined, identifier: undefined };
      return {
        path: linkOf(name),
        recognizedBy: "identifier",
        identifier: content.format === "gpt" ? full : full.slice(0, 8),
      };
    }
  }
}

/** The link that the installer and udev create. */
const linkOf = (name: string): string => `/dev/disk/by-cdknix/${name}`;

/** Udev's properties with the serial number of a disk. Source: 60-persistent-storage.rules of systemd. */
const serialProperties = ["ID_SERIAL_SHORT", "ID_SERIAL", "ID_SCSI_SERIAL"];

/** The udev rules that create the links of disks and their partitions; undefined if udev itself creates all paths. */
export function udevRules(disks: readonly SelectedDisk[]): string | undefined {
  const marks = disks.flatMap(({ name, disk: { choice }, device }) => {
    if (device.recognizedBy === undefined) return [];
    const matches =
      device.recognizedBy === "serial" && choice.by === "serial"
        ? // Udev replaces spaces.
          serialProperties.map((property) => `ENV{${property}}=="${choice.value.replaceAll(" ", "_")}"`)
        : [`ENV{ID_PART_TABLE_UUID}=="${device.identifier ?? ""}"`];
    return matches.map((match) => `SUBSYSTEM=="block", ${match}, ENV{CDKNIX_DISK}="${name}"`);
  });
  if (marks.length === 0) return undefined;
  const link = 'SYMLINK+="disk/by-cdknix/$env{CDKNIX_DISK}';
  return [
    ...marks,
    `ENV{CDKNIX_DISK}=="?*", ENV{DEVTYPE}=="disk", ${link}"`,
    `ENV{CDKNIX_DISK}=="?*", ENV{DEVTYPE}=="partition", ${link}-part%n"`,
    "",
  ].join("\n");
}

/** A disk as data for installers: its choice, and what its partitions will be recognized by. */
export function diskData({ name, disk: { choice, content }, device }: SelectedDisk): NixValue {
  return {
    device: device.path,
    select: choice.by === "conditions" ? conditionData(choice.conditions) : { [choice.by]: choice.value },
    ...(device.identifier === undefined ? {} : { identifier: device.identifier }),
    ...(content.kind === "table"
      ? {
          minimumSize: fixedBytes(content),
          table: content.format === "gpt" ? "gpt" : "dos",
          partitions: Object.keys(content.partitions).length,
          ...(content.format === "gpt" ? { labels: labelsOf(name) } : {}),
        }
      : {}),
  };
}

/** The labels of a disk's partitions, which disko shortens if they are long. */
function labelsOf(disk: string): NixValue {
  const devices = (config.disko as NixReference).devices as NixReference;
  const { content } = (devices.disk as NixReference)[disk] as { readonly content: NixReference };
  const { attrValues, catAttrs } = builtins as unknown as Readonly<Record<"attrValues" | "catAttrs", NixReference>>;
  return catAttrs("label", attrValues(content.partitions as NixValue));
}

function conditionData(conditions: (DiskChoice & { readonly by: "conditions" })["conditions"]): NixValue {
  const { minimumSize, maximumSize, rotational, transport, model } = conditions;
  return Object.fromEntries(
    Object.entries({
      minimumSize: minimumSize?.toBytes(),
      maximumSize: maximumSize?.toBytes(),
      rotational,
      transport,
      model,
    }).filter(([, value]) => value !== undefined),
  ) as NixValue;
}
