import type { HostDefinitions } from "../host-definitions";
import type { Finding, Lint } from "../lint";
import { isBoolean } from "../values";

const option = "boot.initrd.systemd.enable";

/**
 * Sources: `/iso` in `config.lib.isoFileSystems` of nixos/modules/installer/cd-dvd/iso-image.nix, and `warnings` in
 * nixos/modules/system/boot/stage-1.nix.
 */
export const systemdStage1OnRelease: Lint = {
  code: "systemd-stage-1-on-release",
  severity: "error",
  options: [option],
  check: (host) => [...withSystemd(host), ...withScripts(host)],
};

function withSystemd(host: HostDefinitions): readonly Finding[] {
  if (host.profile === "none" || host.facts.systemdStage1 !== "does not boot") return [];
  return host
    .strongestOf(option)
    .filter(({ value }) => isBoolean(value, true))
    .map(({ module }) => ({
      module,
      message: `an image of NixOS ${host.release} does not boot with systemd in stage 1`,
      value: "true",
      reason: "the image is mounted from /dev/root, which only the script-based stage 1 creates",
      fix: "use release 25.11 or later, or disable systemd in stage 1",
    }));
}

function withScripts(host: HostDefinitions): readonly Finding[] {
  const { scriptedStage1 } = host.facts;
  if (scriptedStage1 === "supported") return [];
  const isRemoved = scriptedStage1 === "removed";
  return host
    .strongestOf(option)
    .filter(({ value }) => isBoolean(value, false))
    .map(({ module }) => ({
      module,
      severity: isRemoved ? "error" : "warning",
      message: `the script-based stage 1 is ${isRemoved ? "no longer part of" : "deprecated in"} NixOS ${host.release}`,
      value: "false",
      reason: isRemoved
        ? "stage 1 always uses systemd since NixOS 26.11"
        : "NixOS prints a warning about it, and plans to remove it in 26.11",
      fix: "remove the setting: stage 1 then uses systemd",
    }));
}
