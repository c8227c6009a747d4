import { config, nix, pkgs, self, type NixReference, type NixValue } from "../../nix";
import { programName } from "./installer-program";

/** The packages with the commands that the program calls, which depend on the live system. */
function commands(hasPools: boolean): readonly NixValue[] {
  return [
    ...(hasPools ? [((config.boot as NixReference).zfs as NixReference).package as NixValue] : []),
    pkgs.callPackage(nix.str`${self}/packages/${programName}`, {}) as NixValue,
    config.nix.package,
    (config.system.build as NixReference)["nixos-install"] as NixValue,
  ];
}

/**
 * The command `install-<host>` of each host.
 * @param hasPools whether a host has ZFS pools
 */
export function installCommands(hosts: readonly string[], hasPools: boolean): readonly NixValue[] {
  return hosts.map(
    (host) =>
      pkgs.writeShellApplication({
        name: `install-${host}`,
        runtimeInputs: commands(hasPools),
        text: `exec ${programName} --target ${host} "$@"`,
      }) as NixValue,
  );
}

/** Login prompts that would take the keys that stop the countdown. */
const prompts = ["getty@tty1", "serial-getty@ttyS0", "serial-getty@ttyAMA0", "serial-getty@hvc0"];

/** The service that installs without a person. Login prompts appear when it ends, so that its consoles are its own. */
export function unattendedService(hasPools: boolean): NixValue {
  return {
    description: "Unattended installation",
    wantedBy: ["multi-user.target"],
    after: ["cdknix-secrets.service"],
    before: nix.comment(
      "until it ends, the keys that stop it go to no login prompt",
      prompts.map((name) => `${name}.service`),
    ),
    path: commands(hasPools),
    environment: { HOME: "/root" },
    serviceConfig: { Type: "oneshot", TimeoutStartSec: "infinity" },
    script: `exec ${programName} --unattended`,
  };
}
