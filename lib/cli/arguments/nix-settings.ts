import * as path from "node:path";
import type { Machine } from "../../platform/nix/remote/machine";
import { readMachines } from "../../platform/nix/remote/read-machines";
import { checkStoreAddress, type StoreUse } from "../../platform/nix/remote/store-address";
import type { NixSettings } from "../../platform/nix/tool";
import { configFile, type Config } from "../../project/config/config";
import type { CliOptions } from "./options";

type NixConfig = NonNullable<Config["nix"]>;

/**
 * The Nix settings from the command line and cdk.json; the command line takes precedence.
 * @throws a failure of kind `usage` that names the option or key and the invalid part of its value
 */
export function nixSettings(options: CliOptions, config: NixConfig, projectDirectory: string): NixSettings {
  return {
    builders: builders(options, config, projectDirectory),
    store: readSetting(options.store, config.store, "store", (text, setting) =>
      address(text, "store", setting, projectDirectory),
    ),
    substituters: readSetting(options.substituters, config.substituters, "substituters", (value, setting) =>
      splitWords(value).map((word) => address(word, "substituter", setting, projectDirectory)),
    ),
    offline: options.offline ?? config.offline,
    options: { ...confOptions(options, config), ...options.nixOption },
  };
}

/** The store or cache to copy the ISOs to; undefined for none. */
export function copyDestination({ copyTo }: CliOptions, projectDirectory: string): string | undefined {
  return copyTo === undefined ? undefined : address(copyTo, "copy", "--copy-to", projectDirectory);
}

function builders(options: CliOptions, config: NixConfig, directory: string): readonly Machine[] | undefined {
  return readSetting(options.builders, config.builders, "builders", (value, setting) =>
    readMachines([value].flat().join("\n"), { setting, directory }),
  );
}

/** Reads the value of an option or, if it is not set, of a key in cdk.json. `read` gets the name of the one that was used. */
function readSetting<From, To>(
  option: From | undefined,
  key: From | undefined,
  name: string,
  read: (value: From, setting: string) => To,
): To | undefined {
  if (option !== undefined) return read(option, `--${name}`);
  return key === undefined ? undefined : read(key, `${configFile}: "nix.${name}"`);
}

/** Checks an address. A directory relative to the project becomes absolute, because Nix runs in another directory. */
function address(text: string, use: StoreUse, setting: string, directory: string): string {
  checkStoreAddress(setting, text, use);
  return /^\.{1,2}(?:\/|$)/.test(text) ? path.resolve(directory, text) : text;
}

function splitWords(value: string | readonly string[]): readonly string[] {
  return [value].flat().flatMap((text) => text.split(/\s+/).filter(Boolean));
}

/** The nix.conf settings in cdk.json, except those that a dedicated option overrides. */
function confOptions(options: CliOptions, config: NixConfig): Record<string, string> {
  const own: Readonly<Record<string, unknown>> = { builders: options.builders, substituters: options.substituters };
  const entries = Object.entries(config.options ?? {})
    .filter(([name]) => own[name] === undefined)
    .map(([name, value]) => [name, Array.isArray(value) ? value.join(" ") : String(value)] as const);
  return Object.fromEntries(entries);
}
