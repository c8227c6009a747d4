import type { Expression } from "../../../nix";
import { priorities } from "../../collect/options/option-definitions";
import type { HostDefinitions } from "../host-definitions";
import type { Lint } from "../lint";
import { isBoolean, itemsOf, shownValue } from "../values";

const option = "boot.kernelParams";
const stage1 = "boot.initrd.systemd.enable";

/** Source: `boot.kernelParams` in nixos/modules/installer/cd-dvd/iso-image.nix. */
export const kernelParametersForced: Lint = {
  code: "kernel-parameters-forced",
  severity: "warning",
  options: [option, stage1],
  check: (host) => {
    if (host.profile === "none" || mayFindImageWithoutParameter(host)) return [];
    const strongest = host.strongestOf(option);
    if (strongest.some(({ value }) => mayNameRoot(value))) return [];
    return strongest
      .filter(({ priority }) => priority < priorities.plain)
      .map(({ module, value }) => ({
        module,
        message: "boot.kernelParams is forced, which makes the image unbootable",
        value: shownValue(value),
        reason: "forcing the list drops the parameter root=LABEL=…, which the live system uses to find its medium",
        fix: "remove nix.force: a plain list adds to NixOS's parameters, as does kernelParameters of BootConfig",
      }));
  },
};

/** With systemd in stage 1, the image is found through the table of file systems. */
function mayFindImageWithoutParameter(host: HostDefinitions): boolean {
  const definitions = host.strongestOf(stage1);
  if (host.facts.systemdStage1 === "does not boot") return false;
  if (definitions.length === 0) return host.facts.systemdStage1 === "default" || host.mayBeHidden(stage1);
  return definitions.some(({ value }) => !isBoolean(value, false));
}

/**
 * Whether a value may name the root: it contains `root=…`, possibly followed by an interpolation, or it is not a
 * literal list.
 */
function mayNameRoot(value: Expression): boolean {
  const items = itemsOf(value);
  if (items === undefined) return true;
  return items.some((item) => {
    if (item.kind !== "string" && item.kind !== "indentedString") return true;
    const [first = ""] = item.parts;
    return typeof first !== "string" || first.startsWith("root=");
  });
}
