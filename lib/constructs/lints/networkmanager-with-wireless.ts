import type { HostDefinitions } from "./host-definitions";
import type { Lint } from "./lint";
import { isBoolean } from "./values";

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
    return host
      .strongestOf(manager)
      .filter(({ value, isConditional }) => isBoolean(value, true) && !isConditional)
      .map(({ module }) => ({
        module,
        message: "NetworkManager and wpa_supplicant are both enabled",
        value: "true",
        reason: `the installer profile of NixOS ${host.release} enables networking.wireless, and NixOS rejects the combination`,
        fix: "set networking.wireless.enable = false, or use NetworkConfig with networkManager: true",
      }));
  },
};

/** Whether wpa_supplicant is certainly enabled: by the profile, without being disabled, or by the program itself. */
function hasWireless(host: HostDefinitions): boolean {
  const definitions = host.strongestOf(wireless);
  if (definitions.length === 0) return host.profile === "installation CD" && !host.mayBeHidden(wireless);
  return definitions.every(({ value, isConditional }) => isBoolean(value, true) && !isConditional);
}
