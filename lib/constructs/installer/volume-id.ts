import type { IConstruct } from "constructs";
import { Annotations } from "../core";

/** Longest volume ID. Source: ISO 9660 and the assertion in nixos/modules/installer/cd-dvd/iso-image.nix. */
export const volumeIdLimit = 32;

/** Name of a system's processor as `uname -m` says it: `x86_64` for `x86_64-linux`. */
export function processorOf(system: string): string {
  return system.replace(/-.*$/, "");
}

/**
 * Records an error when a volume ID is too long or has a character that breaks the boot: NixOS passes it unquoted to
 * xorriso and into the kernel parameter `root=LABEL=…`.
 * @param host the host whose default volume ID it is, where it was not chosen
 */
export function checkVolumeId(construct: IConstruct, volumeId: string, host?: string): void {
  const subject = host === undefined ? "the volume ID" : `the default volume ID of host "${host}"`;
  if (volumeId.length > volumeIdLimit) {
    Annotations.of(construct).addError({
      code: "volume-id-length",
      message: `${subject} has ${String(volumeId.length)} characters, ${String(volumeIdLimit)} are allowed`,
      value: JSON.stringify(volumeId),
      reason: "ISO 9660 has room for 32, and NixOS refuses more",
      fix: host === undefined ? "shorten volumeId" : "set volumeId, or shorten the host's name",
    });
  } else if (!/^[A-Za-z0-9._-]+$/.test(volumeId)) {
    Annotations.of(construct).addError({
      code: "volume-id-characters",
      message: `${subject} has characters other than letters, digits, ".", "_" and "-"`,
      value: JSON.stringify(volumeId),
      reason: "it goes unquoted into the kernel parameter root=LABEL=, by which the live system finds its medium",
      fix: "leave the other characters out",
    });
  }
}
