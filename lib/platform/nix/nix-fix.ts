import { realpathSync, statSync } from "node:fs";
import { asRoot, installCommand } from "../install-command";
import { operatingSystem, type OperatingSystem, type SystemFamily } from "../operating-system";
import { findOnPath } from "../process/find-on-path";

/** Where the Nix on this machine is from: a package of the distribution, or the official installer. */
export type InstalledNix = "none" | "packaged" | "multi-user" | "single-user";

/** Determines where the installed Nix is from. Only the official installer puts Nix into its own store. */
function installedNix(): InstalledNix {
  const file = findOnPath("nix");
  if (file === undefined) return "none";
  try {
    if (!realpathSync(file).startsWith("/nix/store/")) return "packaged";
    return statSync("/nix/store").uid === 0 ? "multi-user" : "single-user";
  } catch {
    return "packaged";
  }
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
export function nixFix(installed: InstalledNix = installedNix(), system: OperatingSystem = operatingSystem()): string {
  const { family, version } = system;
  if (family === "nixos") return "set nix.package = pkgs.nixVersions.latest in configuration.nix, and rebuild";
  if (installed === "multi-user" || installed === "single-user") return upgradeInstaller(installed, family);
  const since = recentNixSince[family];
  // The version of a derivative may be unknown: then its Nix may be old.
  const isRecent = rolling.includes(family) || (since !== undefined && Number(version) >= since);
  const packaged = installCommand("nix", system);
  if (isRecent && packaged !== undefined) return installed === "none" ? packaged : upgradePackage(family, packaged);
  if (installed === "none" && family === "debian" && Number(version) === 12) {
    return `${packaged ?? ""} for the offline base and NixOS up to 25.05; for later releases: ${officialInstaller}`;
  }
  // Two installations of Nix would share /nix.
  const remove = installed === "packaged" && since !== undefined ? `${asRoot("apt-get remove")} nix-bin && ` : "";
  return `${remove}${officialInstaller}`;
}

function upgradePackage(family: SystemFamily, command: string): string {
  if (family === "debian" || family === "ubuntu") {
    const update = asRoot("apt-get update");
    return command.startsWith(update) ? command : `${update} && ${command}`;
  }
  return family === "arch" ? asRoot("pacman -Syu") : asRoot("apk upgrade");
}

/**
 * Upgrades an installation of the official installer, which refuses to run again. The daemon runs the old version until it
 * is restarted. Source: Nix manual, "Upgrading Nix".
 */
function upgradeInstaller(installed: "multi-user" | "single-user", family: SystemFamily): string {
  const upgrade = "nix --extra-experimental-features nix-command upgrade-nix";
  if (installed === "single-user") return upgrade;
  const restart =
    family === "macos"
      ? ["launchctl remove org.nixos.nix-daemon", "launchctl load /Library/LaunchDaemons/org.nixos.nix-daemon.plist"]
      : ["systemctl daemon-reload", "systemctl restart nix-daemon"];
  const asRootLogin = process.getuid?.() === 0 ? upgrade : `sudo -i ${upgrade}`;
  return [asRootLogin, ...restart.map(asRoot)].join(" && ");
}
