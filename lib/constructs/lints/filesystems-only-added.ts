import type { Expression } from "../../nix";
import { priorities } from "../collect/option-definitions";
import type { Lint } from "./lint";
import { attributesOf, isBoolean, wordsOf } from "./values";

const option = "boot.supportedFilesystems";

/**
 * A list is how one adds file systems, so it is doubtful only where it adds none: then it was meant to be all of them.
 * Source: nixos/modules/profiles/base.nix.
 */
export const filesystemsOnlyAdded: Lint = {
  code: "filesystems-only-added",
  severity: "warning",
  options: [option],
  check: (host) => {
    const definitions = host.definitionsOf(option);
    const removes = definitions.some(({ priority, value }) => priority < priorities.plain || mayTurnOff(value));
    if (host.profile !== "installation CD" || removes) return [];
    return definitions.flatMap(({ module, value }) => {
      const names = value.kind === "list" ? (wordsOf(value) ?? []) : [];
      if (names.length === 0 || names.some((name) => !host.facts.profileFilesystems.includes(name))) return [];
      return {
        module,
        message: "this list of file systems changes nothing",
        value: names.join(", "),
        reason: "a list only adds, and the installer profile has all of these already, ZFS among them",
        fix: "give BootConfig filesystems: { only: […] }, or { without: […] }; or leave the list out",
      };
    });
  },
};

/** `{ zfs = false; }`, or something that only Nix knows. */
function mayTurnOff(value: Expression): boolean {
  if (value.kind === "list") return false;
  const attributes = attributesOf(value);
  return attributes === undefined || [...attributes.values()].some((enabled) => !isBoolean(enabled, true));
}
