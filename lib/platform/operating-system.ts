import { existsSync, readFileSync } from "node:fs";

/** Families of operating systems that name and install packages alike. */
export type SystemFamily =
  "alpine" | "arch" | "debian" | "fedora" | "macos" | "nixos" | "suse" | "ubuntu" | "windows" | "other";

/** The operating system of this machine. */
export interface OperatingSystem {
  readonly family: SystemFamily;
  /**
   * Version of a distribution, such as `12` or `24.04`: for a derivative of Debian or Ubuntu, the one that it derives from.
   * Undefined for a rolling release, for other derivatives, and outside Linux.
   */
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

/** Versions by code name, which derivatives keep. The next release of Debian has no other version until it is released. */
const codeNames: Partial<Record<SystemFamily, Readonly<Record<string, string>>>> = {
  debian: { bullseye: "11", bookworm: "12", trixie: "13", forky: "14" },
  ubuntu: { focal: "20.04", jammy: "22.04", noble: "24.04", plucky: "25.04", questing: "25.10", resolute: "26.04" },
};

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
  const matches = words.map((word) => families.find(([name]) => word === name || word.startsWith(`${name}-`)));
  const found = matches.find((entry) => entry !== undefined);
  if (found === undefined) return { family: "other", version: undefined };
  const [name, family] = found;
  // A derivative's own version says nothing about the packages of the distribution that it derives from.
  const version = name === id ? value("VERSION_ID") : "";
  const known = codeNames[family] ?? {};
  const codeName = ["UBUNTU_CODENAME", "DEBIAN_CODENAME", "VERSION_CODENAME"].map(value).find((word) => word in known);
  return { family, version: version === "" ? known[codeName ?? ""] : version };
}
