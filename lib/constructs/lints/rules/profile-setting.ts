import { priorities } from "../../collect/options/option-definitions";
import type { HostDefinition, HostDefinitions, ImportedProfile } from "../host-definitions";
import type { Finding, Lint } from "../lint";
import { attributesOf, isBoolean, shownValue, textOf, textsIn } from "../values";

/** An option that a profile sets so that a plain value conflicts with it or is ignored. */
interface ProfileSetting {
  readonly option: string;
  readonly value: boolean | string;
  readonly priority: number;
  /** Sets it only in some entries of the boot menu, which inherit all other settings. */
  readonly isInEntry?: boolean;
}

const wireless = "networking.wireless.enable";
const manager = "networking.networkmanager.enable";
const kernel = "boot.kernelPackages";
const filesystems = "boot.supportedFilesystems";
const edition = "isoImage.edition";
const graphicalSwitches = {
  "services.xserver.enable": true,
  "powerManagement.enable": true,
  "boot.plymouth.enable": true,
  "services.spice-vdagentd.enable": true,
  "services.qemuGuest.enable": true,
  "virtualisation.virtualbox.guest.enable": false,
} as const;
const sudo = "security.sudo.wheelNeedsPassword";

/**
 * Sources: installation-cd-graphical-base.nix, installation-cd-*-new-kernel.nix, latest-kernel.nix, and the profiles with
 * an edition in nixos/modules/installer/cd-dvd, and nixos/modules/profiles/installation-device.nix.
 */
export const profileSetting: Lint = {
  code: "profile-setting",
  severity: "warning",
  options: [...Object.keys(graphicalSwitches), edition, filesystems, kernel, manager, sudo, wireless],
  check: (host) =>
    host.profiles.flatMap((profile) => [
      ...settingsOf(profile, host).flatMap((setting) =>
        host
          .strongestOf(setting.option)
          .filter((definition) => differs(definition, setting))
          .flatMap((definition) => finding(definition, setting, profile, host)),
      ),
      ...zfsFindings(profile, host),
    ]),
};

function settingsOf({ name, contents }: ImportedProfile, { facts }: HostDefinitions): readonly ProfileSetting[] {
  const isInEntry = name.endsWith("-combined");
  const hasNetworkManager = facts.profileNetwork === "NetworkManager" || contents.isGraphical;
  const isEditionPlain =
    name === "graphical-combined" ||
    (contents.isGraphical && contents.edition !== undefined && facts.desktopEditionPriority === "plain");
  return [
    { option: sudo, value: false, priority: priorities.mkImageMediaOverride },
    ...(hasNetworkManager ? [{ option: manager, value: true, priority: priorities.plain }] : []),
    ...(contents.isGraphical && facts.profileNetwork === "wpa_supplicant"
      ? [{ option: wireless, value: false, priority: priorities.mkImageMediaOverride }]
      : []),
    ...(contents.isGraphical
      ? Object.entries(graphicalSwitches).map(([option, value]) => ({
          option,
          value,
          priority: priorities.plain,
          isInEntry,
        }))
      : []),
    ...(contents.kernel === "default"
      ? []
      : [
          {
            option: kernel,
            value: "pkgs.linuxPackages_latest",
            priority: priorities.plain,
            isInEntry: contents.kernel === "both",
          },
        ]),
    ...(isEditionPlain ? [{ option: edition, value: contents.edition ?? "", priority: priorities.plain }] : []),
  ];
}

/** Whether a definition certainly has another value, and loses against the profile or conflicts with it. */
function differs({ priority, value, isConditional }: HostDefinition, setting: ProfileSetting): boolean {
  if (isConditional || priority < setting.priority) return false;
  if (setting.option === kernel) return shownValue(value) !== setting.value;
  if (typeof setting.value === "boolean") return isBoolean(value, !setting.value);
  const text = textOf(value);
  return text !== undefined && text !== setting.value;
}

function finding(
  { module, priority, value }: HostDefinition,
  setting: ProfileSetting,
  { name }: ImportedProfile,
  host: HostDefinitions,
): readonly Finding[] {
  const conflicts = priority === setting.priority;
  const shown = shownValue(value);
  const profileValue =
    typeof setting.value === "string" && setting.option !== kernel
      ? JSON.stringify(setting.value)
      : String(setting.value);
  const subject =
    setting.isInEntry === true
      ? `an entry of the boot menu of the installer profile ${name}`
      : `the installer profile ${name}`;
  const isNetwork = setting.option === wireless || setting.option === manager;
  const force = isNetwork
    ? "use NetworkConfig with networkManager: false, or another profile"
    : `use nix.force(${typeof setting.value === "boolean" ? shown : "…"}), or another profile`;
  if (conflicts) {
    return [
      {
        module,
        severity: host.hasForeignImports ? "warning" : "error",
        message: `${setting.option} conflicts with the installer profile`,
        value: shown,
        reason: `${subject} sets it to ${profileValue}, and NixOS rejects different values with the same priority`,
        fix: force,
      },
    ];
  }
  return [
    {
      module,
      message: `${setting.option} = ${shown} is ignored`,
      value: shown,
      reason: `${subject} sets it to ${profileValue} with a stronger priority`,
      fix: force,
    },
  ];
}

/** Profiles without ZFS disable it with mkForce, and the entries with the newest kernel with a plain value. */
function zfsFindings({ name, contents }: ImportedProfile, host: HostDefinitions): readonly Finding[] {
  if (contents.hasZfs && contents.kernel !== "both") return [];
  return host
    .strongestOf(filesystems)
    .filter(({ priority, value, isConditional }) => {
      const enabled = attributesOf(value)?.get("zfs");
      const hasZfs = textsIn(value).includes("zfs") || (enabled !== undefined && isBoolean(enabled, true));
      return hasZfs && !isConditional && priority === priorities.plain;
    })
    .map(({ module, value }) => ({
      module,
      severity: contents.hasZfs && !host.hasForeignImports ? "error" : "warning",
      message: contents.hasZfs
        ? `${filesystems} conflicts with the installer profile`
        : `ZFS is disabled, although ${filesystems} contains it`,
      value: shownValue(value),
      reason: contents.hasZfs
        ? `an entry of the boot menu of the installer profile ${name} disables ZFS, and NixOS rejects different values with the same priority`
        : `the installer profile ${name} disables ZFS with mkForce`,
      fix: contents.hasZfs ? "remove zfs: the other entries have it anyway" : 'use profile: "minimal", which has ZFS',
    }));
}
