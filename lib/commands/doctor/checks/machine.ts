import { accessSync, constants, existsSync, readFileSync, statfsSync } from "node:fs";
import * as path from "node:path";
import { asRoot, installFix } from "../../../platform/install-command";
import { storeRoot } from "../../../platform/nix/store-path";
import { findOnPath } from "../../../platform/process/find-on-path";
import { bestAcceleration } from "../../../platform/qemu/process/acceleration";
import { systemErrorCode } from "../../../platform/system-error";
import type { Check, Finding } from "../finding";
import { nearestExisting } from "./output";

/** Checks the Node version. npm only warns if `engines` in package.json does not match. */
export const checkNode: Check = () => supportedNodeFinding(process.versions.node);

/** The result for a Node version, such as `22.1.0`. */
export function supportedNodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major >= 24 || major === 22 || (major === 20 && minor >= 18)) {
    return { check: "node", status: "ok", message: `Node ${version}` };
  }
  const isOld = major <= 20;
  return {
    check: "node",
    status: isOld ? "error" : "warning",
    message: `Node ${version} is ${isOld ? "too old" : "not a supported version"}`,
    reason: "cdknix supports Node 20.18 and later 20 releases, 22, and 24 or later",
    fix: "install a supported version from https://nodejs.org/download",
  };
}

/** Evaluating a NixOS host takes about 1.1 GB, and mksquashfs needs more for each processor. */
const comfortableMemory = 2.5e9;

const leastMemory = 1e9;

/** Checks the available memory, including swap. */
export const checkMemory: Check = () => {
  const meminfo = "/proc/meminfo";
  const free = existsSync(meminfo) ? availableMemory(readFileSync(meminfo, "utf8")) : process.availableMemory();
  const message = `${(free / 1e9).toFixed(1)} GB of memory available`;
  if (free >= comfortableMemory) return { check: "memory", status: "ok", message };
  return {
    check: "memory",
    status: free < leastMemory ? "error" : "warning",
    message: `only ${message}`,
    reason: "evaluating a NixOS host takes about 1.1 GB, and compression needs additional memory for each processor",
    fix: process.platform === "linux" ? `close large programs, or add swap: ${addSwap()}` : "close large programs",
  };
};

function addSwap(): string {
  const commands = ["fallocate -l 4G /swap", "chmod 600 /swap", "mkswap /swap", "swapon /swap"];
  return commands.map(asRoot).join(" && ");
}

/** The bytes that programs can still allocate, from the content of /proc/meminfo. */
export function availableMemory(meminfo: string): number {
  const kibibytes = (name: string): number => Number(new RegExp(`^${name}: +(\\d+)`, "m").exec(meminfo)?.[1] ?? 0);
  return (kibibytes("MemAvailable") + kibibytes("SwapFree")) * 1024;
}

/** A NixOS ISO, its closure, and nixpkgs take about 6 GB in the store; on the offline base, about 1.5 GB. */
const comfortableSpace = { nixpkgs: 8e9, offlineBase: 3e9 };

/** With less, not even the squashfs and the ISO fit. */
const leastSpace = 1.5e9;

/** Checks the free disk space for the store. */
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
    reason: `packages, squashfs, and ISO take up to ${String(wanted / 1e9)} GB`,
    fix: "run nix-collect-garbage, or build in another store: --store DIRECTORY",
  };
};

/** Checks hardware virtualization. Without it, virtual machines are about 10 times slower. */
export const checkKvm: Check = async () => {
  if (process.platform !== "linux") {
    return {
      check: "kvm",
      status: "warning",
      message: "`synth vm` and boot tests need Linux",
      reason: "images can be built here, but not booted by cdknix",
      fix: "boot images on a Linux machine, or in UTM: https://mac.getutm.app",
    };
  }
  try {
    accessSync("/dev/kvm", constants.R_OK | constants.W_OK);
  } catch (error) {
    return systemErrorCode(error) === "EACCES"
      ? slowBoots("this user cannot access /dev/kvm", 'run sudo usermod -aG kvm "$USER", and log in again')
      : slowBoots(
          "/dev/kvm does not exist",
          `enable virtualization in the firmware, then run ${asRoot("modprobe kvm_intel")}, or kvm_amd`,
        );
  }
  if (findOnPath("qemu-system-x86_64") === undefined || findOnPath("setpriv") === undefined) {
    return { check: "kvm", status: "ok", message: "this user can access /dev/kvm (not tested: QEMU is not installed)" };
  }
  if ((await bestAcceleration()) === "kvm") {
    return { check: "kvm", status: "ok", message: "virtual machines boot at full speed" };
  }
  return process.arch === "x64"
    ? slowBoots("KVM is not usable here", "if this is a virtual machine, enable nested virtualization on its host")
    : slowBoots(
        `this ${process.arch} machine must emulate the x86_64 processor of virtual machines`,
        "boot images on an x86_64 machine",
      );
};

function slowBoots(message: string, fix: string): Finding {
  const reason = "builds work, but images boot about 10 times slower in a virtual machine";
  return { check: "kvm", status: "warning", message, reason, fix };
}

/** Checks for git, which provides the revision in image names and which Nix needs to read git repositories. */
export const checkGit: Check = () => {
  if (findOnPath("git") !== undefined) return { check: "git", status: "ok", message: "git is installed" };
  return {
    check: "git",
    status: "warning",
    message: "git is not installed",
    reason: "image names contain `dirty` instead of the commit, and directories in git repositories are not copied",
    fix: installFix("git"),
  };
};
