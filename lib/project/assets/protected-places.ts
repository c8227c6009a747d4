import { realpathSync } from "node:fs";
import * as path from "node:path";
import { isBelow } from "./is-below";

/**
 * Directories with the settings, state, and secrets of the machine. `/usr`, `/opt`, `/srv`, and `/nix/store` are not among
 * them: they hold published files, and containers have projects there. On macOS, `/etc` is a link to `/private/etc`.
 */
const systemDirectories: readonly string[] = [
  ...["/etc", "/proc", "/sys", "/dev", "/run", "/boot"],
  ...["/var", "/private/var"].flatMap((directory) =>
    ["lib", "log", "spool", "mail", "backups", "db", "root", "run"].map((name) => `${directory}/${name}`),
  ),
  "/private/etc",
];

/** Directories below these that hold files of users: removable media. */
const exceptions: readonly string[] = ["/run/media"];

/** Home directories, also of other users than the current one, and of Windows in WSL. */
const homePattern = /^(?:\/home\/[^/]+|\/Users\/[^/]+|\/root|\/mnt\/[a-z]\/Users\/[^/]+)(?=\/|$)/;

/** Directories of home directories. */
const homes: readonly string[] = ["/home", "/Users"];

/**
 * The places that are never copied: system directories, and entries of home directories that begin with a dot, such as
 * `.ssh` and `.netrc`, because programs keep keys, tokens, and history there.
 */
export class ProtectedPlaces {
  private readonly home: string;

  constructor(home: string) {
    this.home = realOf(home);
  }

  /**
   * The protected place that a path is in; undefined if there is none.
   * @param real absolute path without symbolic links
   * @param roots directories whose files may be copied even if the directory is in such a place, such as a project in
   * `/etc/nixos`
   */
  around(real: string, roots: readonly string[]): string | undefined {
    if (exceptions.some((exception) => isBelow(real, exception))) return undefined;
    const places = [
      ...systemDirectories.filter((directory) => isBelow(real, directory)),
      ...this.homesOf(real).flatMap((home) => dotEntry(real, home)),
    ];
    return places.find((place) => !roots.some((root) => isBelow(real, root) && isBelow(root, place)));
  }

  /**
   * Why a directory is not copied as a whole; undefined if nothing in it is protected.
   * @param real absolute path without symbolic links
   */
  inside(real: string, roots: readonly string[]): string | undefined {
    if (real === this.home || homePattern.exec(real)?.[0] === real) return "it is a home directory";
    if (homes.some((directory) => isBelow(directory, real))) return "it contains home directories";
    const system = systemDirectories.find((directory) => isBelow(directory, real));
    if (system !== undefined) return `it contains ${system}`;
    // In a home inside of the project, as some CI systems set it, each entry is checked.
    const isOwn = roots.some((root) => isBelow(this.home, root));
    return isBelow(this.home, real) && !isOwn ? `it contains the home directory ${this.home}` : undefined;
  }

  private homesOf(real: string): readonly string[] {
    const matched = homePattern.exec(real)?.[0];
    return [
      ...new Set([...(isBelow(real, this.home) ? [this.home] : []), ...(matched === undefined ? [] : [matched])]),
    ];
  }
}

/** The entry of a home directory that a path is in, if its name begins with a dot. */
function dotEntry(real: string, home: string): readonly string[] {
  const [entry = ""] = path.relative(home, real).split(path.sep);
  return entry.startsWith(".") && entry !== ".." ? [path.join(home, entry)] : [];
}

function realOf(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    return path.resolve(directory);
  }
}
