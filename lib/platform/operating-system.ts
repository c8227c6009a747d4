import { existsSync, readFileSync } from "node:fs";

/** Families of operating systems that name and install packages alike. */
export type SystemFamily =
  "alpine" | "arch" | "debian" | "fedora" | "macos" | "nixos" | "suse" | "ubuntu" | "windows" | "other";

/** The operating system of this machine. */
export interface OperatingSystem {
  readonly family: SystemFamily;
  /** Version of a distribution, such as `12` or `24.04`; undefined for a rolling release and outside Linux. */
  readonly version: string | undefined;
}

/** Values of ID and ID_LIKE in os-release; a derivative names the distribution that it derives from. */
const families: readonly (readonly [id: string, family: SystemFamily])[] = [
  ["ubuntu", "ubuntu"],
  ["debian", "debian"],
  ["fedora", "fedora"],
  ["rhel", "fedora"],
  ["arch", "arch"],
  ["suse", "suse"],
  ["opensuse", "suse"],
  ["alpine", "alpine"],
  ["nixos", "nixos"],
];

/** Determines the operating system of this machine. */
export function operatingSystem(): OperatingSystem {
  const file = ["/etc/os-release", "/usr/lib/os-release"].find((name) => existsSync(name));
  return operatingSystemOf(process.platform, file === undefined ? "" : readFileSync(file, "utf8"));
}

/**
 * Determines the operating system from its facts.
 * @param platform `process.platform`.
 * @param osRelease content of /etc/os-release (https://www.freedesktop.org/software/systemd/man/os-release.html).
 */
export function operatingSystemOf(platform: NodeJS.Platform, osRelease: string): OperatingSystem {
  if (platform === "darwin") return { family: "macos", version: undefined };
  if (platform === "win32") return { family: "windows", version: undefined };
  const value = (name: string): string =>
    new RegExp(`^${name}=["']?([^"'\\n]*)["']?$`, "m").exec(osRelease)?.[1]?.toLowerCase() ?? "";
  const id = value("ID");
  const words = [id, ...value("ID_LIKE").split(" ")];
  // The first name that is known: a derivative lists the closest relative first.
  const known = words.map((word) => families.find(([name]) => word === name || word.startsWith(`${name}-`)));
  const found = known.find((entry) => entry !== undefined);
  if (found === undefined) return { family: "other", version: undefined };
  // The version of a derivative says nothing about the packages of the distribution that it derives from.
  const version = found[0] === id ? value("VERSION_ID") : "";
  return { family: found[1], version: version === "" ? undefined : version };
}
