import { bytesText, formatTable } from "../../cli/terminal/format";
import type { LastBuild } from "../../pipeline/build/last-build";
import { mountsOf, type BlockDevice } from "../../platform/block-device/block-device";
import type { FlashTarget } from "../../platform/block-device/flash-target";
import type { Flashed } from "./flash-iso";

/** A device that an image can be written to, as `synth flash --json` lists it. */
export interface ListedDevice {
  readonly device: string;
  /** In bytes. */
  readonly size: number;
  /** Vendor and model; null if the device reports none. */
  readonly model: string | null;
  /** Such as `usb`; null if the kernel reports none. */
  readonly bus: string | null;
  readonly readOnly: boolean;
  /** Where the device or its partitions are mounted. */
  readonly mountPoints: readonly string[];
}

/** Converts a device for the list. */
export function listedDevice(device: BlockDevice): ListedDevice {
  return {
    device: device.path,
    size: device.size,
    model: device.model,
    bus: device.bus,
    readOnly: device.isReadOnly,
    mountPoints: mountsOf(device).map(({ point }) => point),
  };
}

/** Formats devices as a table. */
export function devicesText(devices: readonly ListedDevice[]): string {
  return formatTable([
    ["DEVICE", "SIZE", "MODEL", "BUS", "STATE"],
    ...devices.map((device) => [
      device.device,
      bytesText(device.size),
      device.model ?? "-",
      device.bus ?? "-",
      stateOf(device),
    ]),
  ]);
}

function stateOf({ readOnly, mountPoints }: ListedDevice): string {
  const states = [
    ...(readOnly ? ["read-only"] : []),
    ...(mountPoints.length > 0 ? [`mounted at ${mountPoints.join(", ")}`] : []),
  ];
  return states.length === 0 ? "ready" : states.join("; ");
}

/** Formats what will be erased and written, before the user confirms it. */
export function questionText({ path, size, facts }: FlashTarget, { iso, size: isoSize }: LastBuild): string {
  const names = [facts?.model, facts?.bus].filter((word) => word !== null && word !== undefined);
  const parts = (facts?.children ?? []).map((part) => {
    const kind = [part.fileSystem, part.label === null ? null : `"${part.label}"`].filter((word) => word !== null);
    return `${part.name}${kind.length === 0 ? "" : ` (${kind.join(" ")})`}`;
  });
  const erased = parts.length === 0 ? path : `${path} (${parts.join(", ")})`;
  return [
    `${path}: ${[...names, bytesText(size)].join(", ")}`,
    `All data on ${erased} will be erased, and ${iso} (${bytesText(isoSize)}) written to it.`,
  ].join("\n");
}

/** Explains how to boot the written device. */
export function bootText({ device, kind, boots }: Flashed): readonly string[] {
  const firmware = [...(boots.uefi ? ["UEFI (Secure Boot off)"] : []), ...(boots.bios ? ["BIOS"] : [])];
  if (firmware.length === 0) return [`${device} contains the ISO`];
  if (kind === "file") return [`${device} contains the ISO, and boots as a disk with ${firmware.join(" and ")}`];
  return [
    `${device} contains the ISO, boots with ${firmware.join(" and ")}, and can be unplugged`,
    "to boot it: plug it in, turn the machine on, and select it in the boot menu of the firmware (often F12, F11, F9, F8, or Esc)",
  ];
}
