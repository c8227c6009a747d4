import type { Lint } from "./lint";
import { isBoolean } from "./values";

const option = "boot.initrd.systemd.enable";

/** Source: `/iso` in `config.lib.isoFileSystems` of nixos/modules/installer/cd-dvd/iso-image.nix. */
export const systemdStage1OnRelease: Lint = {
  code: "systemd-stage-1-on-release",
  severity: "error",
  options: [option],
  check: (host) =>
    host.profile === "none" || host.facts.systemdStage1 !== "does not boot"
      ? []
      : host
          .strongestOf(option)
          .filter(({ value }) => isBoolean(value, true))
          .map(({ module }) => ({
            module,
            message: `an image of NixOS ${host.release} does not boot with systemd in stage 1`,
            value: "true",
            reason: "the image is mounted from /dev/root, which only the script-based stage 1 creates",
            fix: "use release 25.11 or later, or disable systemd in stage 1",
          })),
};
