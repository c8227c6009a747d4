import type { Expression } from "../../../nix";
import { priorities } from "../../collect/options/option-definitions";
import type { Lint } from "../lint";
import { attributesOf, shownValue } from "../values";

const options = ["fileSystems", "swapDevices"] as const;

/** Source: nixos/modules/installer/cd-dvd/installation-cd-base.nix. */
export const fileSystemsDropped: Lint = {
  code: "file-systems-dropped",
  severity: "warning",
  options,
  check: (host) =>
    host.profile !== "installation CD"
      ? []
      : options.flatMap((option) =>
          host
            .definitionsOf(option)
            .filter(({ priority, value }) => priority > priorities.mkImageMediaOverride && holdsSomething(value))
            .map(({ module, value }) => ({
              module,
              message: `${option} is ignored`,
              value: shown(value),
              reason:
                "the installer profile sets the whole option with mkImageMediaOverride, which overrides plain values",
              fix:
                option === "fileSystems"
                  ? 'define it as lib.isoFileSystems."/data" = { … }, which the profile includes, or wrap all of fileSystems in nix.imageMediaOverride(…)'
                  : "wrap the whole list in nix.imageMediaOverride(…)",
            })),
        ),
};

/** A raw value may contain a priority that is not visible here. */
function holdsSomething(value: Expression): boolean {
  return (
    (value.kind === "attributeSet" && value.bindings.length > 0) || (value.kind === "list" && value.items.length > 0)
  );
}

function shown(value: Expression): string {
  const names = attributesOf(value);
  return names === undefined ? shownValue(value) : [...names.keys()].map((name) => JSON.stringify(name)).join(", ");
}
