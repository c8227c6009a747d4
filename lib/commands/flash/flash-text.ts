import { bytesText, formatTable } from "../../cli/terminal/format";
import type { LastBuild } from "../../pipeline/build/last-build";
import { mountsOf, type BlockDevice } from "../../platform/block-device/block-device";
import type { FlashTarget } from "../../platform/block-device/flash-target";
import type { Flashed } from "./flash-iso";

/** A device that an image could be written to, as `synth flash --json` lists it. */
export interface ListedDevice {
  readonly device: string;
  /** In bytes. */
  readonly size: number;
  /** Vendor and model; null where the device tells none. */
  readonly model: string | null;
  /** Such as `usb`; null where the kernel does not tell. */
  readonly bus: string | null;
  readonly readOnly: boolean;
  /** Where it, or something on it, is mounted. */
  readonly mountPoints: readonly string[];
}

/** A device as it is listed. */
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

/** A table of devices for people. */
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

/** What is to be lost and what is to be written, before it is asked about. */
export function questionText({ path, size, facts }: FlashTarget, { iso, size: isoSize }: LastBuild): string {
  const names = [facts?.model, facts?.bus].filter((word) => word !== null && word !== undefined);
  const parts = (facts?.children ?? []).map((part) => {
    const kind = [part.fileSystem, part.label === null ? null : `"${part.label}"`].filter((word) => word !== null);
    return `${part.name}${kind.length === 0 ? "" : ` (${kind.join(" ")})`}`;
  });
  const lost = parts.length === 0 ? "everything on it" : `everything on it, ${parts.join(", ")},`;
  return [
    `${path}: ${[...names, bytesText(size)].join(", ")}`,
    `${lost} will be lost. It is to hold ${iso} (${bytesText(isoSize)}).`,
  ].join("\n");
}

/** How a machine is booted from what was written. */
export function bootText({ device, boots }: Flashed): readonly string[] {
  const firmware = [...(boots.uefi ? ["UEFI, with Secure Boot off"] : []), ...(boots.bios ? ["BIOS"] : [])];
  if (firmware.length === 0) return [`${device} holds the ISO`];
  return [
    `${device} holds the ISO, boots by ${firmware.join(" and by ")}, and can be taken out now`,
    "to boot it: plug it in, switch the machine on, and choose it in the boot menu of the firmware (often F12, F11, F9, F8 or Esc)",
  ];
}
