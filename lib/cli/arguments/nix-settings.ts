import * as path from "node:path";
import type { Machine } from "../../platform/nix/remote/machine";
import { readMachines } from "../../platform/nix/remote/read-machines";
import { checkStoreAddress, type StoreUse } from "../../platform/nix/remote/store-address";
import type { NixSettings } from "../../platform/nix/tool";
import { configFile, type Config } from "../../project/config/config";
import type { CliOptions } from "./options";

type NixConfig = NonNullable<Config["nix"]>;

/**
 * What the command line and cdk.json together say about how Nix is run; the command line wins.
 * @throws a failure of kind `usage` that names the option or key, and which part of its value is wrong
 */
export function nixSettings(options: CliOptions, config: NixConfig, projectDirectory: string): NixSettings {
  return {
    builders: builders(options, config, projectDirectory),
    store: told(options.store, config.store, "store", (text, setting) =>
      address(text, "store", setting, projectDirectory),
    ),
    substituters: told(options.substituters, config.substituters, "substituters", (value, setting) =>
      words(value).map((word) => address(word, "substituter", setting, projectDirectory)),
    ),
    offline: options.offline ?? config.offline,
    options: { ...confOptions(options, config), ...options.nixOption },
  };
}

/** Where to copy what was built; undefined for nowhere. */
export function copyDestination({ copyTo }: CliOptions, projectDirectory: string): string | undefined {
  return copyTo === undefined ? undefined : address(copyTo, "copy", "--copy-to", projectDirectory);
}

function builders(options: CliOptions, config: NixConfig, directory: string): readonly Machine[] | undefined {
  return told(options.builders, config.builders, "builders", (value, setting) =>
    readMachines([value].flat().join("\n"), { setting, directory }),
  );
}

/** The value of an option or else of a key, read under the name of what it was given by. */
function told<From, To>(
  option: From | undefined,
  key: From | undefined,
  name: string,
  read: (value: From, setting: string) => To,
): To | undefined {
  if (option !== undefined) return read(option, `--${name}`);
  return key === undefined ? undefined : read(key, `${configFile}: "nix.${name}"`);
}

/** An address, with a directory that is meant relative to the project made absolute: Nix runs elsewhere. */
function address(text: string, use: StoreUse, setting: string, directory: string): string {
  checkStoreAddress(setting, text, use);
  return /^\.{1,2}(?:\/|$)/.test(text) ? path.resolve(directory, text) : text;
}

function words(value: string | readonly string[]): readonly string[] {
  return [value].flat().flatMap((text) => text.split(/\s+/).filter(Boolean));
}

/** Settings of nix.conf in cdk.json, without those that have an option of their own that was given. */
function confOptions(options: CliOptions, config: NixConfig): Record<string, string> {
  const own: Readonly<Record<string, unknown>> = { builders: options.builders, substituters: options.substituters };
  const entries = Object.entries(config.options ?? {})
    .filter(([name]) => own[name] === undefined)
    .map(([name, value]) => [name, Array.isArray(value) ? value.join(" ") : String(value)] as const);
  return Object.fromEntries(entries);
}
