/**
 * Options that NixOS writes a derivation of this name from, the closest first.
 * Source: nixos/lib/systemd-lib.nix and systemd-unit-options.nix, and the modules of what is named.
 */
export function optionsBuilt(name: string): readonly string[] {
  const [, unit, type] = /^unit-(.+)\.(service|socket|timer|target|path|mount|slice)$/.exec(name) ?? [];
  if (unit !== undefined) return unitOptions(`${type ?? ""}s`, unit);
  const [, service, phase] =
    /^unit-script-(.+?)-(pre-start|post-start|pre-stop|post-stop|start|reload)$/.exec(name) ?? [];
  if (service !== undefined && phase !== undefined) {
    // The name of a template has an @, which that of a derivation cannot have.
    const units = [service, service.replace(/_(?=[^_]*$)/, "@")].flatMap((each) => unitOptions("services", each));
    return [...units.map((option) => `${option}.${scripts[phase] ?? ""}`), ...units];
  }
  return files.get(name) ?? [];
}

function unitOptions(kind: string, name: string): readonly string[] {
  return ["systemd", "systemd.user", "boot.initrd.systemd"].map((set) => `${set}.${kind}.${JSON.stringify(name)}`);
}

const scripts: Readonly<Record<string, string>> = {
  "pre-start": "preStart",
  "post-start": "postStart",
  "pre-stop": "preStop",
  "post-stop": "postStop",
  start: "script",
  reload: "reload",
};

/** Files that NixOS has checked when they are built. */
const files: ReadonlyMap<string, readonly string[]> = new Map([
  ["nix.conf", ["nix.settings", "nix.extraOptions"]],
  ["sudoers", ["security.sudo"]],
  ["keymap", ["console.keyMap"]],
  ["udev-rules", ["services.udev"]],
  ["extra-udev-rules", ["services.udev.extraRules"]],
  ["initrd-udev-rules", ["boot.initrd.services.udev"]],
  ["sshd.conf-final", ["services.openssh"]],
  ["check-sshd-config", ["services.openssh"]],
  ["logrotate.conf", ["services.logrotate"]],
  ["nftables-rules", ["networking.nftables", "networking.firewall"]],
]);
