import { packageListsSync } from "./debian/package-lists";
import { operatingSystem, type OperatingSystem, type SystemFamily } from "./operating-system";

/** Programs that cdknix runs and that a machine may lack, by the package that has them. */
export type Requirement = "git" | "nix" | "nix-daemon" | "openssh" | "ovmf" | "qemu" | "util-linux";

/** The names of packages. No name: that system has no such package, or always has its programs. */
const packages: Readonly<Record<Requirement, Partial<Record<SystemFamily, string>>>> = {
  git: same("git", ["alpine", "arch", "debian", "fedora", "macos", "nixos", "suse", "ubuntu"]),
  nix: { alpine: "nix", arch: "nix", debian: "nix-bin", ubuntu: "nix-bin" },
  "nix-daemon": same("nix-setup-systemd", ["debian", "ubuntu"]),
  openssh: {
    ...same("openssh", ["arch", "macos", "nixos"]),
    ...same("openssh-client", ["debian", "ubuntu"]),
    ...same("openssh-clients", ["fedora", "suse"]),
    alpine: "openssh-client-default",
  },
  ovmf: {
    ...same("ovmf", ["alpine", "debian", "ubuntu"]),
    ...same("edk2-ovmf", ["arch", "fedora"]),
    suse: "qemu-ovmf-x86_64",
  },
  qemu: {
    ...same("qemu-system-x86", ["arch", "debian", "fedora", "ubuntu"]),
    alpine: "qemu-system-x86_64",
    nixos: "qemu",
    suse: "qemu-x86",
  },
  "util-linux": same("util-linux", ["alpine", "arch", "debian", "fedora", "nixos", "suse", "ubuntu"]),
};

function same(name: string, families: readonly SystemFamily[]): Partial<Record<SystemFamily, string>> {
  return Object.fromEntries(families.map((family) => [family, name]));
}

const installers: Partial<Record<SystemFamily, string>> = {
  alpine: "apk add",
  arch: "pacman -S",
  debian: "apt-get install",
  fedora: "dnf install",
  suse: "zypper install",
  ubuntu: "apt-get install",
};

/**
 * The command that installs a package on this machine, or undefined if none is known.
 * @param hasLists whether apt has package lists; a fresh container has none, and apt then knows no package.
 */
export function installCommand(
  requirement: Requirement,
  system = operatingSystem(),
  hasLists = packageListsSync() !== "none",
): string | undefined {
  const { family } = system;
  const name = packages[requirement][family];
  if (name === undefined) return undefined;
  if (family === "macos") return `brew install ${name}`;
  if (family === "nixos") return `nix-shell -p ${name}`;
  const installer = installers[family];
  if (installer === undefined) return undefined;
  const update = installer.startsWith("apt-get") && !hasLists ? `${asRoot("apt-get update")} && ` : "";
  return `${update}${asRoot(installer)} ${name}`;
}

/** Fix for a program that is missing: the command that installs it, or the name of what to install. */
export function installFix(requirement: Requirement, system = operatingSystem()): string {
  return installCommand(requirement, system) ?? `install ${requirement}`;
}

/** Whether this machine can make the offline base: its apt has the packages of a release of Debian. */
export function hasDebianPackages({ family, version }: OperatingSystem = operatingSystem()): boolean {
  return family === "debian" && version !== undefined;
}

/** A command with `sudo`, unless this user is root. */
export function asRoot(command: string): string {
  return process.getuid?.() === 0 ? command : `sudo ${command}`;
}
