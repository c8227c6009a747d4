import type { Lint } from "../lint";
import { isBoolean, shownValue } from "../values";

const enable = "boot.swraid.enable";
const option = "boot.swraid.mdadmConf";

/** Source: nixos/modules/tasks/swraid.nix. */
export const mdadmConfWithoutRaid: Lint = {
  code: "mdadm-conf-without-raid",
  severity: "warning",
  options: [enable, option],
  check: (host) => {
    const switches = host.strongestOf(enable);
    if (switches.length === 0 || !switches.every(({ value }) => isBoolean(value, false))) return [];
    return host
      .definitionsOf(option)
      .filter(({ isConditional }) => !isConditional)
      .map(({ module, value }) => ({
        module,
        message: "boot.swraid.mdadmConf is ignored",
        value: shownValue(value),
        reason: "NixOS writes /etc/mdadm.conf only with software RAID, which is disabled",
        fix: "remove it, or enable RAID with raid: true of BootConfig",
      }));
  },
};
