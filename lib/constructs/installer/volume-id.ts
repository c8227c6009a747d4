import type { IConstruct } from "constructs";
import { expressionInText } from "../../nix";
import { Annotations } from "../core";

/**
 * Maximum length of a volume ID. Source: ISO 9660 and the assertion in nixos/modules/installer/cd-dvd/iso-image.nix.
 */
export const volumeIdLimit = 32;

/** Processor name of a system, as printed by `uname -m`: `x86_64` for `x86_64-linux`. */
export function processorOf(system: string): string {
  return system.replace(/-.*$/, "");
}

/**
 * Records an error if a volume ID is too long or has a character that breaks the boot: NixOS passes it unquoted to
 * xorriso and in the kernel parameter `root=LABEL=…`.
 * @param host the host, if it is a host's default volume ID
 */
export function checkVolumeId(construct: IConstruct, volumeId: string, host?: string): void {
  // Its conversion reports it.
  if (expressionInText(volumeId) !== undefined) return;
  const subject = host === undefined ? "the volume ID" : `the default volume ID of host "${host}"`;
  if (volumeId.length > volumeIdLimit) {
    Annotations.of(construct).addError({
      code: "volume-id-length",
      message: `${subject} is ${String(volumeId.length)} characters long; the limit is ${String(volumeIdLimit)}`,
      value: JSON.stringify(volumeId),
      reason: "ISO 9660 has room for 32 characters, and NixOS rejects longer IDs",
      fix: host === undefined ? "shorten volumeId" : "set volumeId, or shorten the host's name",
    });
  } else if (!/^[A-Za-z0-9._-]+$/.test(volumeId)) {
    Annotations.of(construct).addError({
      code: "volume-id-characters",
      message: `${subject} has characters other than letters, digits, ".", "_", and "-"`,
      value: JSON.stringify(volumeId),
      reason: "it is used unquoted in the kernel parameter root=LABEL=, which the live system uses to find its medium",
      fix: "remove the other characters",
    });
  }
}
