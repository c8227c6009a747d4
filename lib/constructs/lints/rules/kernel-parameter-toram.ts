import type { Lint } from "../lint";
import { textsIn } from "../values";

const option = "boot.kernelParams";

/** Source: nixos/modules/system/boot/stage-1-init.sh, and the service copytoram of iso-image.nix from 25.11. */
export const kernelParameterToram: Lint = {
  code: "kernel-parameter-toram",
  severity: "warning",
  options: [option],
  check: (host) =>
    host
      .strongestOf(option)
      .filter(({ value }) => textsIn(value).includes("toram"))
      .map(({ module }) => ({
        module,
        message: 'the kernel parameter "toram" has no effect on NixOS',
        value: '"toram"',
        reason: "only other distributions support it; NixOS keeps running from the medium, which must stay inserted",
        fix: 'use "copytoram", or BootConfig with copyToRam: true',
      })),
};
