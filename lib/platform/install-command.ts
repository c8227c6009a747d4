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
    ...same("qemu", ["macos", "nixos"]),
    alpine: "qemu-system-x86_64",
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

/** The command that installs a package on this machine, or undefined if none is known. */
export function installCommand(requirement: Requirement, system = operatingSystem()): string | undefined {
  const { family } = system;
  const name = packages[requirement][family];
  if (name === undefined) return undefined;
  if (family === "macos") return `brew install ${name}`;
  if (family === "nixos") return `nix-shell -p ${name}`;
  const installer = installers[family];
  return installer === undefined ? undefined : `${asRoot(installer)} ${name}`;
}

/** Fix for a program that is missing: the command that installs it, or the name of what to install. */
export function installFix(requirement: Requirement, system = operatingSystem()): string {
  return installCommand(requirement, system) ?? `install ${requirement}`;
}

/** First version of a distribution with the package of Nix 2.18 or later: Debian has 2.26 there, and Ubuntu 2.18. */
const recentNixSince: Partial<Record<SystemFamily, number>> = { debian: 13, ubuntu: 24.04 };

/** Rolling releases, whose Nix is recent. */
const rolling: readonly SystemFamily[] = ["alpine", "arch"];

/**
 * Command of the official installer, for Linux with systemd and for macOS.
 * Source: https://nixos.org/download
 */
const officialInstaller = "curl --proto '=https' --tlsv1.2 -sSf -L https://nixos.org/nix/install | sh -s -- --daemon";

/** Fix for a machine without Nix, or with a version that the NixOS release of a program does not accept. */
export function nixFix(isInstalled: boolean, system: OperatingSystem = operatingSystem()): string {
  const { family, version } = system;
  if (family === "nixos") return "set nix.package = pkgs.nixVersions.latest in configuration.nix, and rebuild";
  const since = recentNixSince[family];
  const isRecent = rolling.includes(family) || (since !== undefined && Number(version ?? Infinity) >= since);
  const packaged = installCommand("nix", system);
  if (isRecent && packaged !== undefined) return isInstalled ? upgradeCommand(family, packaged) : packaged;
  if (!isInstalled && family === "debian" && Number(version) === 12) {
    return `${packaged ?? ""} for the offline base and NixOS up to 25.05; for later releases: ${officialInstaller}`;
  }
  // Two installations of Nix would share /nix.
  const remove = isInstalled && since !== undefined ? `${asRoot("apt-get remove")} nix-bin && ` : "";
  return `${remove}${officialInstaller}`;
}

function upgradeCommand(family: SystemFamily, command: string): string {
  if (family === "debian" || family === "ubuntu") return `${asRoot("apt-get update")} && ${command}`;
  return family === "arch" ? asRoot("pacman -Syu") : asRoot("apk upgrade");
}

function asRoot(command: string): string {
  return process.getuid?.() === 0 ? command : `sudo ${command}`;
}
