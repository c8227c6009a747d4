import { accessSync, constants } from "node:fs";
import { systemErrorCode } from "../errors";
import type { Check } from "./finding";

/** Hardware virtualization: without it virtual machines boot, some ten times slower. */
export const checkKvm: Check = () => {
  try {
    accessSync("/dev/kvm", constants.R_OK | constants.W_OK);
    return { check: "kvm", status: "ok", message: "virtual machines boot at full speed" };
  } catch (error) {
    const isThere = systemErrorCode(error) === "EACCES";
    return {
      check: "kvm",
      status: "warning",
      message: isThere ? "this user may not use /dev/kvm" : "there is no /dev/kvm",
      reason: "building needs none, but booting an image in a virtual machine is about ten times slower without",
      fix: isThere
        ? 'sudo usermod -aG kvm "$USER", and log in again'
        : "modprobe kvm_intel or kvm_amd, where the firmware allows it",
    };
  }
};
