import type { Expression } from "../../../nix";
import { priorities } from "../../collect/options/option-definitions";
import type { HostDefinitions } from "../host-definitions";
import type { Finding, Lint } from "../lint";
import { attributesOf, isBoolean, namesBehind, settingItems, shownValue } from "../values";

const kernel = "boot.kernelPackages";
const filesystems = "boot.supportedFilesystems";
const zfs = "boot.zfs.package";
const broken = "nixpkgs.config.allowBroken";

/** Source: `kernelCompatible` of the packages in pkgs/os-specific/linux/zfs. */
export const zfsKernel: Lint = {
  code: "zfs-kernel",
  severity: "warning",
  options: [kernel, filesystems, zfs, broken],
  check: (host) => {
    if (host.profile !== "installation CD" || !hasZfs(host)) return [];
    if (host.definitionsOf(kernel).length === 0) return profileFindings(host);
    return host.strongestOf(kernel).flatMap(({ module, value }) => {
      const reason = tooNew(host, value);
      if (reason === undefined) return [];
      return {
        module,
        message: `this kernel ${isOrMayBe(reason)} too new for ZFS, which the installer profile enables`,
        value: shownValue(value),
        reason: reason.text,
        fix: 'disable ZFS, for example with BootConfig filesystems: { without: ["zfs"] }, or remove kernelPackages',
      };
    });
  },
};

/** Profiles with the newest kernel, unless a module replaces it. */
function profileFindings(host: HostDefinitions): readonly Finding[] {
  if (host.mayBeHidden(kernel)) return [];
  return host.profiles
    .filter(({ contents }) => contents.kernel === "newest")
    .map(({ name, module }) => ({
      module,
      message: `the kernel of the installer profile ${name} ${isOrMayBe(newerThanZfs(host))} too new for ZFS, which it enables as well`,
      value: JSON.stringify(name),
      reason: newerThanZfs(host).text,
      fix: name.startsWith("minimal")
        ? 'use profile: "minimal-new-kernel-no-zfs", or BootConfig filesystems: { without: ["zfs"] }'
        : 'disable ZFS, for example with BootConfig filesystems: { without: ["zfs"] }',
    }));
}

function tooNew(host: HostDefinitions, value: Expression): Reason | undefined {
  const name = namesBehind("pkgs", value)?.join(".") ?? "";
  const [, version] = /^(?:linuxPackages_|linuxKernel\.packages\.linux_)(latest|testing|\d+_\d+)$/.exec(name) ?? [];
  const newest = host.facts.newestZfsKernel;
  if (version === "latest" || version === "testing") return newerThanZfs(host);
  if (version === undefined || newest === undefined || !isNewer(version.split("_"), newest.split(".")))
    return undefined;
  return newerThanZfs(host);
}

interface Reason {
  readonly text: string;
  /** Whether the release's newest kernel with ZFS is known. */
  readonly isCertain: boolean;
}

const isOrMayBe = ({ isCertain }: Reason): string => (isCertain ? "is" : "may be");

function newerThanZfs({ facts, release }: HostDefinitions): Reason {
  const { newestZfsKernel: newest, evaluatedAsOf: day } = facts;
  if (newest === undefined || day !== undefined) {
    const known =
      newest === undefined ? "" : ` (that of nixos-unstable on ${day ?? ""} supports up to Linux ${newest})`;
    return {
      text: `ZFS supports new kernels only weeks later${known}; until then, Nix rejects the image because its zfs-kernel is marked as broken`,
      isCertain: false,
    };
  }
  return {
    text: `the ZFS of NixOS ${release} supports kernels up to Linux ${newest}; Nix rejects the image because its zfs-kernel is marked as broken`,
    isCertain: true,
  };
}

function isNewer([major, minor]: readonly string[], [otherMajor, otherMinor]: readonly string[]): boolean {
  const difference = Number(major) - Number(otherMajor);
  return difference > 0 || (difference === 0 && Number(minor) > Number(otherMinor));
}

/** Whether ZFS is certainly enabled: it is not disabled or replaced, and broken packages are not allowed. */
function hasZfs(host: HostDefinitions): boolean {
  if ([filesystems, zfs, broken].some((option) => host.mayBeHidden(option))) return false;
  if (host.definitionsOf(zfs).length > 0) return false;
  if (host.definitionsOf(broken).some(({ value }) => !isBoolean(value, false))) return false;
  if (host.profiles.some(({ contents }) => !contents.hasZfs)) return false;
  const definitions = host.definitionsOf(filesystems);
  return definitions.every(({ priority, value }) => {
    const enabled = attributesOf(value)?.get("zfs");
    if (enabled !== undefined) return isBoolean(enabled, true);
    if (priority >= priorities.plain) return value.kind === "list" || value.kind === "attributeSet";
    return settingItems(value)?.includes("zfs") ?? false;
  });
}
