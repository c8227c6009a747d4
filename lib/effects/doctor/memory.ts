import { readFileSync } from "node:fs";
import type { Check } from "./finding";

/** Evaluating nixpkgs takes about 1.3 GB, and mksquashfs wants some for each processor. */
const comfortable = 2.5e9;
const least = 1e9;

/** Memory that a build may take, swap included. */
export const checkMemory: Check = () => {
  const free = availableMemory(readFileSync("/proc/meminfo", "utf8"));
  const message = `${(free / 1e9).toFixed(1)} GB of memory available`;
  if (free >= comfortable) return { check: "memory", status: "ok", message };
  return {
    check: "memory",
    status: free < least ? "error" : "warning",
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
