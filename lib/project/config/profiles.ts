import type { Profile, ProfileOption, ProfileValue } from "../../model";
import { isFailure } from "../../platform/failure";
import { parseOptionPath } from "../option-path";
import { profileCircular, profileOptionMalformed, profileOptionsOverlap, profileUnknown } from "./errors";
import type { ProfileConfig } from "./profile-schema";

/**
 * Profiles that every project has. `dev` is for trying an image in a virtual machine: it is built in a fraction of the time,
 * its boot menu does not wait, and it talks to the serial port. `release` is what is given to others, with a bill
 * of materials.
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
      // The last is /dev/console, which systemd and the shell of stage 1 talk to; where there is no such port, the screen is.
      "boot.kernelParams": ["console=tty0", "console=ttyS0,115200n8"],
    },
  },
  release: { sbom: true, set: { "isoImage.squashfsCompression": "zstd -Xcompression-level 19" } },
};

type Profiles = Readonly<Record<string, ProfileConfig>>;

/**
 * A profile by its name, with what it extends.
 * @throws a failure of kind `usage` when there is no such profile, or something in it does not fit together.
 */
export function resolveProfile(name: string, configured: Profiles): Profile {
  const { isoSuffix = "", sbom = false, set = {}, add = {} } = whole(name, configured, []);
  const setOptions = optionsOf(set, `profiles.${name}.set`);
  const setPaths = new Set(setOptions.map(({ path }) => path.join("\0")));
  // What is added to an option that is set would be lost.
  const addOptions = optionsOf(add, `profiles.${name}.add`).filter(({ path }) => !setPaths.has(path.join("\0")));
  checkOverlaps(name, [...setOptions, ...addOptions]);
  return { name, isoSuffix, sbom, set: setOptions, add: addOptions };
}

/** Names of all profiles of a project. */
export function profileNames(configured: Profiles): readonly string[] {
  return [...new Set([...Object.keys(builtInProfiles), ...Object.keys(configured)])];
}

/** A profile with all that it extends, merged; `inner` are those that extend it. */
function whole(name: string, configured: Profiles, inner: readonly string[]): ProfileConfig {
  // A profile that extends its own name means the built-in one.
  const isOuter = inner.at(-1) === name;
  const own = isOuter ? builtInOf(name) : (ownOf(configured, name) ?? builtInOf(name));
  if (own === undefined) throw profileUnknown(name, profileNames(configured), inner.at(-1));
  if (!isOuter && inner.includes(name)) throw profileCircular([...inner, name]);
  if (own.extends === undefined) return own;
  const base = whole(own.extends, configured, [...inner, name]);
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

/** Lists grow; of everything else the inner value counts. */
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

/** Two values of which one is a part of the other would have to be merged, which of what wins is not obvious. */
function checkOverlaps(name: string, options: readonly ProfileOption[]): void {
  for (const outer of options) {
    const inner = options.find(
      ({ path }) => path.length > outer.path.length && outer.path.every((part, index) => path[index] === part),
    );
    if (inner !== undefined) throw profileOptionsOverlap(name, outer.path.join("."), inner.path.join("."));
  }
}
