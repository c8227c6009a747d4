import type { Expression } from "../../../nix";
import { priorities } from "../../collect/options/option-definitions";
import type { Lint } from "../lint";
import { attributesOf, isBoolean, settingItems } from "../values";

const option = "boot.supportedFilesystems";

/**
 * A list adds file systems. One that adds none was probably meant to be the complete list. Source:
 * nixos/modules/profiles/base.nix.
 */
export const filesystemsOnlyAdded: Lint = {
  code: "filesystems-only-added",
  severity: "warning",
  options: [option],
  check: (host) => {
    const definitions = host.definitionsOf(option);
    const removes = definitions.some(({ priority, value }) => priority < priorities.plain || mayTurnOff(value));
    if (host.profile !== "installation CD" || removes) return [];
    const hasZfs = host.profiles.every(({ contents }) => contents.hasZfs);
    const enabled = host.facts.profileFilesystems.filter((name) => hasZfs || name !== "zfs");
    return definitions.flatMap(({ module, value }) => {
      const names = value.kind === "list" ? (settingItems(value) ?? []) : [];
      if (names.length === 0 || names.some((name) => !enabled.includes(name))) return [];
      return {
        module,
        message: "this list of file systems has no effect",
        value: names.join(", "),
        reason: `a list only adds file systems, and the installer profile already has all of these${hasZfs ? ", as well as ZFS" : ""}`,
        fix: "use BootConfig with filesystems: { only: […] } or { without: […] }, or remove the list",
      };
    });
  },
};

/** `{ zfs = false; }`, or a value that only Nix can evaluate. */
function mayTurnOff(value: Expression): boolean {
  if (value.kind === "list") return false;
  const attributes = attributesOf(value);
  return attributes === undefined || [...attributes.values()].some((enabled) => !isBoolean(enabled, true));
}
