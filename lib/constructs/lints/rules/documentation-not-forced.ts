import { priorities } from "../../collect/options/option-definitions";
import type { Lint } from "../lint";
import { isBoolean } from "../values";

const options = ["documentation.enable", "documentation.nixos.enable"] as const;

/** Source: nixos/modules/profiles/installation-device.nix. */
export const documentationNotForced: Lint = {
  code: "documentation-not-forced",
  severity: "warning",
  options,
  check: (host) =>
    host.profile !== "installation CD"
      ? []
      : options.flatMap((option) =>
          host
            .strongestOf(option)
            .filter(({ priority, value }) => priority > priorities.mkImageMediaOverride && isBoolean(value, false))
            .map(({ module }) => ({
              module,
              message: `${option} = false is ignored`,
              value: "false",
              reason: "the installer profile sets it to true with mkImageMediaOverride, which overrides plain values",
              fix: "use nix.force(false), or SpaceSaver",
            })),
        ),
};
