import { accessSync, constants } from "node:fs";
import type { Check } from "./finding";

/** Whether the store can be written: by the daemon, or else by this user. */
export const checkStore: Check = ({ hasDaemon, settings }) => {
  if (settings.store !== undefined) return { check: "store", status: "ok", message: `builds in ${settings.store}` };
  if (hasDaemon) return { check: "store", status: "ok", message: "the daemon writes /nix/store" };
  try {
    accessSync("/nix/var/nix/db", constants.W_OK);
    return { check: "store", status: "ok", message: "this user writes /nix/store" };
  } catch {
    return {
      check: "store",
      status: "error",
      message: "this user may not write /nix/store, and no Nix daemon runs",
      fix: 'start the daemon (systemctl start nix-daemon.socket), or use a store of your own: --store "$HOME/nix"',
    };
  }
};
