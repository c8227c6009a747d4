import type { ModuleModel } from "../../../model";
import type { HostDefinitions } from "../host-definitions";
import type { Lint } from "../lint";
import { priorities } from "../../collect/options/option-definitions";
import { isBoolean } from "../values";

const manager = "networking.networkmanager.enable";
const unmanaged = "networking.networkmanager.unmanaged";
const wireless = "networking.wireless.enable";

/** Source: the assertion in nixos/modules/services/networking/networkmanager.nix. */
export const networkManagerWithWireless: Lint = {
  code: "networkmanager-with-wireless",
  severity: "warning",
  options: [manager, unmanaged, wireless],
  check: (host) => {
    if (host.facts.profileNetwork !== "wpa_supplicant" || !hasWireless(host)) return [];
    if (host.definitionsOf(unmanaged).length > 0 || host.mayBeHidden(unmanaged)) return [];
    return withManager(host).map((module) => ({
      module,
      message: "NetworkManager and wpa_supplicant are both enabled",
      value: "true",
      reason: isGraphical(host)
        ? "graphical installer profiles enable NetworkManager, and NixOS rejects the combination"
        : `the installer profile of NixOS ${host.release} enables networking.wireless, and NixOS rejects the combination`,
      fix: isGraphical(host)
        ? "remove networking.wireless.enable, or use NetworkConfig with networkManager: false"
        : "set networking.wireless.enable = false, or use NetworkConfig with networkManager: true",
    }));
  },
};

const isGraphical = (host: HostDefinitions): boolean => host.profiles.some(({ contents }) => contents.isGraphical);

/** The modules that enable both: those that enable NetworkManager, or wpa_supplicant in a graphical profile. */
function withManager(host: HostDefinitions): readonly ModuleModel[] {
  const managers = host.strongestOf(manager);
  if (managers.length === 0 && isGraphical(host)) return host.strongestOf(wireless).map(({ module }) => module);
  return managers
    .filter(({ value, isConditional }) => isBoolean(value, true) && !isConditional)
    .map(({ module }) => module);
}

/**
 * Whether wpa_supplicant is certainly enabled: by the profile, without being disabled, or by the program itself. Graphical
 * profiles disable it with mkImageMediaOverride.
 */
function hasWireless(host: HostDefinitions): boolean {
  const definitions = host.strongestOf(wireless);
  if (isGraphical(host) && !definitions.some(({ priority }) => priority < priorities.mkImageMediaOverride))
    return false;
  if (definitions.length === 0) return host.profile === "installation CD" && !host.mayBeHidden(wireless);
  return definitions.every(({ value, isConditional }) => isBoolean(value, true) && !isConditional);
}
