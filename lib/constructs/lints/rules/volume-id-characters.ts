import { titleProblem } from "./boot-menu-characters";
import type { Lint } from "../lint";
import { literalText, shownValue } from "../values";

const option = "isoImage.volumeID";

/** Source: nixos/lib/make-iso9660-image.sh, and the kernel parameter root=LABEL= in iso-image.nix. */
export const volumeIdCharacters: Lint = {
  code: "volume-id-characters",
  severity: "warning",
  options: [option],
  check: (host) =>
    host.strongestOf(option).flatMap(({ module, value }) => {
      const text = literalText(value);
      if (/^[A-Za-z0-9._-]*$/.test(text)) return [];
      return {
        module,
        // These break the menu, and with it every entry.
        severity: host.profile !== "none" && titleProblem(text) !== undefined ? "error" : "warning",
        message: 'the volume ID has characters other than letters, digits, ".", "_", and "-"',
        value: shownValue(value),
        reason:
          "NixOS uses it unquoted in the kernel parameter root=LABEL=, which the live system uses to find its medium",
        fix: "remove the other characters",
      };
    }),
};
