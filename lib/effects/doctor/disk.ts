import { statfsSync } from "node:fs";
import * as path from "node:path";
import { storeRoot } from "../nix/store-path";
import type { Check } from "./finding";
import { nearestExisting } from "./nearest-existing";

/** An ISO of real NixOS, its closure and nixpkgs take about 6 GB in the store; one of the offline base about 1.5 GB. */
const comfortable = { nixpkgs: 8e9, offlineBase: 3e9 };
/** Below this the squashfs and the ISO alone do not fit. */
const least = 1.5e9;

/** Free space where the store is. */
export const checkDisk: Check = ({ settings, onOfflineBase }) => {
  const directory = nearestExisting(path.join(storeRoot(settings.store) ?? "/", "nix/store"));
  const { bavail, bsize } = statfsSync(directory);
  const free = bavail * bsize;
  const message = `${(free / 1e9).toFixed(1)} GB free for the store`;
  const wanted = onOfflineBase ? comfortable.offlineBase : comfortable.nixpkgs;
  if (free >= wanted) return { check: "disk", status: "ok", message };
  return {
    check: "disk",
    status: free < least ? "error" : "warning",
    message: `only ${message}`,
    reason: `packages, squashfs and ISO take up to ${String(wanted / 1e9)} GB`,
    fix: "nix-collect-garbage, or a store elsewhere: --store DIRECTORY",
  };
};
