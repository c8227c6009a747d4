import { formatAttributePath } from "../nix";

/**
 * Options that NixOS generates a unit, or a script of one, from, by the name of the derivation; the closest first.
 * Source: nixos/lib/systemd-lib.nix and systemd-unit-options.nix.
 */
export function optionsOfUnit(derivation: string): readonly string[] {
  const [, unit, type] = /^unit-(.+)\.(service|socket|timer|target|path|mount|slice)$/.exec(derivation) ?? [];
  if (unit !== undefined) {
    // Mounts are a list, so the unit name is not part of the option name.
    return type === "mount" ? ["systemd.mounts"] : unitOptions(`${type ?? ""}s`, withAt(unit, "-"));
  }
  const script = derivation.replace(/^unit-script-/, "");
  if (script === derivation) return [];
  return Object.entries(scripts).flatMap(([phase, option]) => {
    const service = script.endsWith(phase) ? script.slice(0, -phase.length) : "";
    const services = service === "" ? [] : unitOptions("services", withAt(service, "_"));
    return [...services.map((each) => `${each}.${option}`), ...services];
  });
}

function unitOptions(kind: string, names: readonly string[]): readonly string[] {
  return ["systemd", "systemd.user", "boot.initrd.systemd"].flatMap((set) =>
    names.map((name) => `${set}.${formatAttributePath([kind, name])}`),
  );
}

/** The names that it may have had: `@` is not allowed in derivation names and was replaced. */
function withAt(name: string, other: string): readonly string[] {
  const parts = name.split(other);
  const joined = parts.slice(1).map((_, index) => [parts.slice(0, index + 1), parts.slice(index + 1)]);
  return [name, ...joined.map((sides) => sides.map((side) => side.join(other)).join("@"))];
}

/** Suffixes of script names, longer ones first, and the service option that the script comes from. */
const scripts: Readonly<Record<string, string>> = {
  "-pre-start": "preStart",
  "-post-start": "postStart",
  "-pre-stop": "preStop",
  "-post-stop": "postStop",
  "-start": "script",
  "-reload": "reload",
};

/** Options that NixOS generates a file from and checks at build time, by the derivation's name; free-form text first. */
export function optionsOfFile(derivation: string): readonly string[] {
  return files.get(derivation) ?? [];
}

const sshd = ["services.openssh.extraConfig", "services.openssh.settings", "services.openssh"];

const files: ReadonlyMap<string, readonly string[]> = new Map([
  ["nix.conf", ["nix.extraOptions", "nix.settings"]],
  ["sudoers", ["security.sudo.extraConfig", "security.sudo.extraRules", "security.sudo", "security.sudo-rs"]],
  ["keymap", ["console.keyMap"]],
  ["udev-rules", ["services.udev.extraRules", "services.udev"]],
  ["extra-udev-rules", ["services.udev.extraRules"]],
  ["initrd-udev-rules", ["boot.initrd.services.udev"]],
  ["sshd.conf-final", sshd],
  ["check-sshd-config", sshd],
  ["logrotate.conf", ["services.logrotate"]],
  ["nftables-rules", ["networking.nftables.ruleset", "networking.nftables", "networking.firewall"]],
]);
