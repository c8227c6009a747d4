import type { Lint } from "./lint";
import { textsIn } from "./values";

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
        message: "NixOS does not know the kernel parameter toram",
        value: '"toram"',
        reason: "it is that of other distributions: NixOS boots from the medium all the same, which has to stay in",
        fix: 'write "copytoram", or give BootConfig copyToRam: true',
      })),
};
