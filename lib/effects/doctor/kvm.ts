import { accessSync, constants } from "node:fs";
import { systemErrorCode } from "../errors";
import { bestAcceleration } from "../vm/acceleration";
import type { Check, Finding } from "./finding";
import { isOnPath } from "./on-path";

/** Hardware virtualization: without it virtual machines boot, some ten times slower. */
export const checkKvm: Check = async () => {
  try {
    accessSync("/dev/kvm", constants.R_OK | constants.W_OK);
  } catch (error) {
    return systemErrorCode(error) === "EACCES"
      ? lacking("this user may not use /dev/kvm", 'sudo usermod -aG kvm "$USER", and log in again')
      : lacking("there is no /dev/kvm", "modprobe kvm_intel or kvm_amd, where the firmware allows it");
  }
  if (!isOnPath("qemu-system-x86_64") || !isOnPath("setpriv")) {
    return { check: "kvm", status: "ok", message: "this user may use /dev/kvm; without QEMU it is not tried" };
  }
  if ((await bestAcceleration()) === "kvm") {
    return { check: "kvm", status: "ok", message: "virtual machines boot at full speed" };
  }
  return process.arch === "x64"
    ? lacking(
        "virtual machines do not run with this machine's KVM, or much slower than emulated ones",
        "where this is a virtual machine itself, see that the machine around it has nested virtualization",
      )
    : lacking(`virtual machines are x86_64, which this ${process.arch} machine emulates`, "boot images on another one");
};

function lacking(message: string, fix: string): Finding {
  const reason = "building needs none, but booting an image in a virtual machine is about ten times slower without";
  return { check: "kvm", status: "warning", message, reason, fix };
}
