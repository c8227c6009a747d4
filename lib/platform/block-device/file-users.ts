import { readdirSync, readlinkSync } from "node:fs";
import { tryReadTextSync } from "../files/read-texts";

/**
 * Names what uses a file: programs that have it open, loop devices, and swap. Without root, the programs of other users are
 * not visible. Source: proc(5), and the attribute `loop/backing_file` of block devices in `/sys`.
 * @param own the process that does not count.
 */
export function fileUsers(path: string, own: number): readonly string[] {
  return [...loopDevices(path), ...swapOf(path), ...programs(path, own)];
}

function loopDevices(path: string): readonly string[] {
  return namesIn("/sys/block")
    .filter((name) => tryReadTextSync(`/sys/block/${name}/loop/backing_file`)?.trimEnd() === path)
    .map((name) => `/dev/${name}`);
}

function swapOf(path: string): readonly string[] {
  const files = (tryReadTextSync("/proc/swaps") ?? "").split("\n").map((line) => line.split(/\s/)[0]);
  return files.includes(path) ? ["swap"] : [];
}

function programs(path: string, own: number): readonly string[] {
  const others = namesIn("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== own);
  return others
    .filter((pid) => namesIn(`/proc/${pid}/fd`).some((fd) => tryReadLink(`/proc/${pid}/fd/${fd}`) === path))
    .map((pid) => `${tryReadTextSync(`/proc/${pid}/comm`)?.trimEnd() ?? "a program"} (process ${pid})`);
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    // Not there, or of another user.
    return [];
  }
}

function tryReadLink(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}
