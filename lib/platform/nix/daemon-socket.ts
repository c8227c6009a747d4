import { accessSync, constants, existsSync, lstatSync, readFileSync, statSync } from "node:fs";
import * as path from "node:path";
import { installCommand } from "../install-command";
import { systemErrorCode } from "../system-error";

/** The socket of the Nix daemon, as this user sees it. */
export type DaemonSocket =
  | { readonly state: "absent" | "present"; readonly file: string }
  | {
      readonly state: "denied";
      readonly file: string;
      /** The group whose members can use it; undefined if it has none, or none that is known. */
      readonly group: string | undefined;
    };

/** The directory of Nix's state, where its database is. Source: Nix manual, common environment variables. */
export function nixStateDirectory(): string {
  return process.env.NIX_STATE_DIR ?? "/nix/var/nix";
}

/** Looks for the socket of the Nix daemon. A directory that only a group may enter hides it from all others. */
export function daemonSocketSync(): DaemonSocket {
  const file = process.env.NIX_DAEMON_SOCKET_PATH ?? path.join(nixStateDirectory(), "daemon-socket/socket");
  const denied = { state: "denied", file } as const;
  try {
    lstatSync(file);
  } catch (error) {
    if (systemErrorCode(error) !== "EACCES") return { state: "absent", file };
    return { ...denied, group: groupOf(path.dirname(file), 0o010) };
  }
  try {
    accessSync(file, constants.W_OK);
    return { state: "present", file };
  } catch {
    return { ...denied, group: groupOf(file, 0o020) };
  }
}

/** Name of the group of a file, if it gives its members the given permission. Members of the group 0 are administrators. */
function groupOf(file: string, permission: number): string | undefined {
  try {
    const { gid, mode } = statSync(file);
    if (gid === 0 || (mode & permission) === 0) return undefined;
    return new RegExp(`^([^:\\n]+):[^:\\n]*:${String(gid)}:`, "m").exec(readFileSync("/etc/group", "utf8"))?.[1];
  } catch {
    return undefined;
  }
}

/** A store that needs neither root nor a daemon. */
const ownStore = "use your own store: --store ~/.local/share/nix/root";

/** Reason and fix if this user may not use the daemon. */
export function describeDenied({ file, group }: { readonly file: string; readonly group: string | undefined }): {
  readonly reason: string;
  readonly fix: string;
} {
  return group === undefined
    ? { reason: `this user cannot access ${file}`, fix: `run this as root, or ${ownStore}` }
    : {
        reason: `only root and members of the group ${group} can access ${path.dirname(file)}`,
        fix: `run sudo usermod -aG ${group} "$USER", and log in again; or ${ownStore}`,
      };
}

/** Fix if no daemon runs: how to start it, or how to install it where that is known, and how to do without it. */
export function startDaemonFix(): string {
  // On Debian, the unit of the daemon is in a package of its own, which a minimal installation lacks.
  const hasUnit = ["/etc", "/usr/lib", "/lib"].some((at) => existsSync(`${at}/systemd/system/nix-daemon.socket`));
  const isLaunched = existsSync("/Library/LaunchDaemons/org.nixos.nix-daemon.plist");
  const start = hasUnit
    ? "start the daemon: sudo systemctl start nix-daemon.socket"
    : isLaunched
      ? "start the daemon: sudo launchctl kickstart -k system/org.nixos.nix-daemon"
      : installCommand("nix-daemon");
  return start === undefined ? ownStore : `${start}; or ${ownStore}`;
}
