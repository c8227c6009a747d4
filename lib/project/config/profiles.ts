import type { Profile, ProfileOption, ProfileValue } from "../../model";
import { isFailure } from "../../platform/failure";
import { parseOptionPath } from "../option-path";
import { profileCircular, profileOptionMalformed, profileOptionsOverlap, profileUnknown } from "./errors";
import type { ProfileConfig } from "./profile-schema";

/**
 * The built-in profiles. `dev` is for testing an image in a virtual machine: it builds in a fraction of the time, skips the
 * boot menu, and uses the serial port as console. `release` is for distribution: it compresses harder and adds a bill of
 * materials.
 */
const builtInProfiles: Readonly<Record<string, ProfileConfig>> = {
  dev: {
    isoSuffix: "-dev",
    set: {
      "isoImage.squashfsCompression": "zstd -Xcompression-level 1",
      "boot.loader.timeout": 1,
      "documentation.enable": false,
      "documentation.nixos.enable": false,
    },
    add: {
      // The last one is /dev/console, used by systemd and the shell of stage 1; without a serial port, the screen is used.
      "boot.kernelParams": ["console=tty0", "console=ttyS0,115200n8"],
    },
  },
  release: { sbom: true, set: { "isoImage.squashfsCompression": "zstd -Xcompression-level 19" } },
};

type Profiles = Readonly<Record<string, ProfileConfig>>;

/**
 * Resolves a profile by name, including the profiles that it extends.
 * @throws a failure of kind `usage` if there is no such profile, or if its settings contradict each other.
 */
export function resolveProfile(name: string, configured: Profiles): Profile {
  const { isoSuffix = "", sbom = false, set = {}, add = {} } = mergeProfile(name, configured, []);
  const setOptions = optionsOf(set, `profiles.${name}.set`);
  const setPaths = new Set(setOptions.map(({ path }) => path.join("\0")));
  // An addition to an option that is set would have no effect.
  const addOptions = optionsOf(add, `profiles.${name}.add`).filter(({ path }) => !setPaths.has(path.join("\0")));
  checkOverlaps(name, [...setOptions, ...addOptions]);
  return { name, isoSuffix, sbom, set: setOptions, add: addOptions };
}

/** Names of all profiles of a project. */
export function profileNames(configured: Profiles): readonly string[] {
  return [...new Set([...Object.keys(builtInProfiles), ...Object.keys(configured)])];
}

/** Merges a profile with all profiles that it extends; `inner` are the profiles that extend it. */
function mergeProfile(name: string, configured: Profiles, inner: readonly string[]): ProfileConfig {
  // A profile that extends its own name extends the built-in one.
  const isOuter = inner.at(-1) === name;
  const own = isOuter ? builtInOf(name) : (ownOf(configured, name) ?? builtInOf(name));
  if (own === undefined) throw profileUnknown(name, profileNames(configured), inner.at(-1));
  if (!isOuter && inner.includes(name)) throw profileCircular([...inner, name]);
  if (own.extends === undefined) return own;
  const base = mergeProfile(own.extends, configured, [...inner, name]);
  return {
    isoSuffix: own.isoSuffix ?? base.isoSuffix,
    sbom: own.sbom ?? base.sbom,
    set: { ...base.set, ...own.set },
    add: withAdditions(base.add ?? {}, own.add ?? {}),
  };
}

function ownOf(profiles: Profiles, name: string): ProfileConfig | undefined {
  return Object.hasOwn(profiles, name) ? profiles[name] : undefined;
}

function builtInOf(name: string): ProfileConfig | undefined {
  return ownOf(builtInProfiles, name);
}

type Values = Readonly<Record<string, ProfileValue>>;

/** Concatenates lists; for everything else the inner value wins. */
function withAdditions(base: Values, own: Values): Values {
  const merged = Object.entries(own).map(([option, value]): [string, ProfileValue] => {
    const before = base[option];
    return [
      option,
      Array.isArray(before) && Array.isArray(value)
        ? [...(before as ProfileValue[]), ...(value as ProfileValue[])]
        : value,
    ];
  });
  return { ...base, ...Object.fromEntries(merged) };
}

function optionsOf(values: Values, where: string): readonly ProfileOption[] {
  return Object.entries(values).map(([option, value]) => {
    try {
      return { path: parseOptionPath(option), value };
    } catch (error) {
      throw isFailure(error) ? profileOptionMalformed(where, option, error.reason, error.fix) : error;
    }
  });
}

/** Values of an option and of a part of it would have to be merged, and it is not obvious which one wins. */
function checkOverlaps(name: string, options: readonly ProfileOption[]): void {
  for (const outer of options) {
    const inner = options.find(
      ({ path }) => path.length > outer.path.length && outer.path.every((part, index) => path[index] === part),
    );
    if (inner !== undefined) throw profileOptionsOverlap(name, outer.path.join("."), inner.path.join("."));
  }
}
