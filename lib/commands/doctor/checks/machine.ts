import { accessSync, constants, readFileSync, statfsSync } from "node:fs";
import * as path from "node:path";
import { storeRoot } from "../../../platform/nix/store-path";
import { findOnPath } from "../../../platform/process/find-on-path";
import { bestAcceleration } from "../../../platform/qemu/process/acceleration";
import { systemErrorCode } from "../../../platform/system-error";
import type { Check, Finding } from "../finding";
import { nearestExisting } from "./output";

const oldest = "20.18";

/** Node itself: what `engines` of package.json asks for, and npm only warns about. */
export const checkNode: Check = () => {
  const { node } = process.versions;
  if (node.localeCompare(oldest, undefined, { numeric: true }) >= 0)
    return { check: "node", status: "ok", message: `Node ${node}` };
  return {
    check: "node",
    status: "error",
    message: `Node ${node} is too old`,
    reason: `cdknix is written for Node ${oldest} and later`,
    fix: "install a newer one from https://nodejs.org/download",
  };
};

/** Evaluating nixpkgs takes about 1.3 GB, and mksquashfs wants some for each processor. */
const comfortableMemory = 2.5e9;

const leastMemory = 1e9;

/** Memory that a build may take, swap included. */
export const checkMemory: Check = () => {
  const free = availableMemory(readFileSync("/proc/meminfo", "utf8"));
  const message = `${(free / 1e9).toFixed(1)} GB of memory available`;
  if (free >= comfortableMemory) return { check: "memory", status: "ok", message };
  return {
    check: "memory",
    status: free < leastMemory ? "error" : "warning",
    message: `only ${message}`,
    reason: "evaluating nixpkgs takes about 1.3 GB, and compressing the image takes more with each processor",
    fix: "close something large, or add swap: fallocate -l 4G /swap && chmod 600 /swap && mkswap /swap && swapon /swap",
  };
};

/** Bytes that programs can still have, from what /proc/meminfo says. */
export function availableMemory(meminfo: string): number {
  const kibibytes = (name: string): number => Number(new RegExp(`^${name}: +(\\d+)`, "m").exec(meminfo)?.[1] ?? 0);
  return (kibibytes("MemAvailable") + kibibytes("SwapFree")) * 1024;
}

/** An ISO of real NixOS, its closure and nixpkgs take about 6 GB in the store; one of the offline base about 1.5 GB. */
const comfortableSpace = { nixpkgs: 8e9, offlineBase: 3e9 };

/** Below this the squashfs and the ISO alone do not fit. */
const leastSpace = 1.5e9;

/** Free space where the store is. */
export const checkDisk: Check = ({ settings, onOfflineBase }) => {
  const directory = nearestExisting(path.join(storeRoot(settings.store) ?? "/", "nix/store"));
  const { bavail, bsize } = statfsSync(directory);
  const free = bavail * bsize;
  const message = `${(free / 1e9).toFixed(1)} GB free for the store`;
  const wanted = onOfflineBase ? comfortableSpace.offlineBase : comfortableSpace.nixpkgs;
  if (free >= wanted) return { check: "disk", status: "ok", message };
  return {
    check: "disk",
    status: free < leastSpace ? "error" : "warning",
    message: `only ${message}`,
    reason: `packages, squashfs and ISO take up to ${String(wanted / 1e9)} GB`,
    fix: "nix-collect-garbage, or a store elsewhere: --store DIRECTORY",
  };
};

/** Hardware virtualization: without it virtual machines boot, some ten times slower. */
export const checkKvm: Check = async () => {
  try {
    accessSync("/dev/kvm", constants.R_OK | constants.W_OK);
  } catch (error) {
    return systemErrorCode(error) === "EACCES"
      ? lacking("this user may not use /dev/kvm", 'sudo usermod -aG kvm "$USER", and log in again')
      : lacking("there is no /dev/kvm", "modprobe kvm_intel or kvm_amd, where the firmware allows it");
  }
  if (findOnPath("qemu-system-x86_64") === undefined || findOnPath("setpriv") === undefined) {
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

/** git: for the revision in the image's name, and for Nix, which reads git repositories by it. */
export const checkGit: Check = () => {
  if (findOnPath("git") !== undefined) return { check: "git", status: "ok", message: "git is installed" };
  return {
    check: "git",
    status: "warning",
    message: "git is not installed",
    reason: "images are called `dirty` instead of by their commit, and directories of git repositories are not copied",
    fix: "apt-get install git",
  };
};
